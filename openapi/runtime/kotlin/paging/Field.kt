package io.github.segments4j.paging

import com.squareup.moshi.Json
import kotlin.reflect.KClass
import kotlin.reflect.full.findAnnotation
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor

/** A field of a page by its name in the contract. The property may have another name, such as that of a keyword. */
internal class Field<Page : Any>(
    page: KClass<Page>,
    name: String,
) {
    private val property =
        page.memberProperties.first { property ->
            val parameter = page.primaryConstructor?.parameters?.find { it.name == property.name }
            name == (parameter?.findAnnotation<Json>()?.name ?: property.name)
        }

    operator fun get(page: Page): Any? = property.get(page)
}
