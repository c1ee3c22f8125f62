import io.github.segments4j.paging.Credentials
import segments.client.ListSegments

fun main() {
    val environment = System.getenv()
    val segments =
        ListSegments(
            baseUrl = environment.getValue("AMPERITY_BASE_URL"),
            credentials = Credentials(accessToken = { environment.getValue("AMPERITY_ACCESS_TOKEN") }),
        )
    for (segment in segments.rows(environment.getValue("AMPERITY_TENANT"))) {
        println("${segment.id} ${segment.name}")
    }
}
