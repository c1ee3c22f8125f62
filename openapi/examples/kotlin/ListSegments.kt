import segments.client.listing.ListSegments
import segments.client.listing.ListSegmentsParameters

fun main() {
    val environment = System.getenv()
    val segments =
        ListSegments(
            baseUrl = environment.getValue("AMPERITY_BASE_URL"),
            accessToken = { environment.getValue("AMPERITY_ACCESS_TOKEN") },
        )
    val parameters = ListSegmentsParameters(amperityTenant = environment.getValue("AMPERITY_TENANT"))
    for (segment in segments.rows(parameters)) {
        println("${segment.id} ${segment.name}")
    }
}
