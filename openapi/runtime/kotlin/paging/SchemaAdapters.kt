package io.github.segments4j.paging

import com.squareup.moshi.Json
import com.squareup.moshi.JsonAdapter
import com.squareup.moshi.JsonDataException
import com.squareup.moshi.JsonReader
import com.squareup.moshi.JsonWriter
import com.squareup.moshi.Moshi
import com.squareup.moshi.Types
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Method
import java.lang.reflect.Proxy
import java.lang.reflect.Type
import kotlin.reflect.KClass
import kotlin.reflect.KProperty1
import kotlin.reflect.full.findAnnotation
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.jvm.javaGetter
import kotlin.reflect.jvm.javaType

/** Makes adapters for the interfaces and the empty classes that the generator makes of some schemas. */
internal class SchemaAdapters(
    private val discriminators: Map<KClass<*>, Discriminator>,
) : JsonAdapter.Factory {
    /** The field that tells the type of an object, and the types by its values. */
    class Discriminator(
        val field: String,
        val types: Map<String, KClass<*>>,
    )

    override fun create(
        type: Type,
        annotations: Set<Annotation>,
        moshi: Moshi,
    ): JsonAdapter<*>? {
        val schema = Types.getRawType(type).kotlin
        return when {
            !schema.java.isAnnotationPresent(Metadata::class.java) -> null
            schema.java.isInterface -> InterfaceAdapter(schema, discriminators[schema], moshi).nullSafe()
            schema.primaryConstructor?.parameters?.isEmpty() == true -> EmptyClassAdapter(schema).nullSafe()
            else -> null
        }
    }
}

/**
 * Reads an object with a discriminator. With allOf, it is of the class that the discriminator tells. With oneOf and
 * anyOf, no class has the interface: the object has the fields of the interface.
 */
private class InterfaceAdapter<T : Any>(
    private val schema: KClass<T>,
    private val discriminator: SchemaAdapters.Discriminator?,
    private val moshi: Moshi,
) : JsonAdapter<T>() {
    private class Property<T>(
        val property: KProperty1<T, *>,
        val adapter: JsonAdapter<Any?>,
    )

    private val properties by lazy {
        schema.memberProperties.associate {
            (it.findAnnotation<Json>()?.name ?: it.name) to Property(it, moshi.adapter<Any?>(it.returnType.javaType))
        }
    }

    override fun fromJson(reader: JsonReader): T? {
        val subtype = subtype(reader) ?: return read(reader)
        return schema.java.cast(moshi.adapter<Any?>(subtype).fromJson(reader))
    }

    private fun subtype(reader: JsonReader): Type? {
        val fields = reader.peekJson().readJsonValue() as? Map<*, *>
        val type = discriminator?.run { types[fields?.get(field)] } ?: return null
        return type.java.takeIf(schema.java::isAssignableFrom)
    }

    private fun read(reader: JsonReader): T {
        val values = mutableMapOf<String, Any?>()
        reader.beginObject()
        while (reader.hasNext()) {
            val name = reader.nextName()
            val property = properties[name]
            if (property == null) reader.skipValue() else values[name] = property.adapter.fromJson(reader)
        }
        reader.endObject()
        val missing = properties.filter { (name, it) -> values[name] == null && !it.property.returnType.isMarkedNullable }
        if (missing.isNotEmpty()) {
            throw JsonDataException("no ${missing.keys} before ${reader.path}")
        }
        val getters = properties.entries.associate { (name, it) -> checkNotNull(it.property.javaGetter).name to values[name] }
        val handler = Fields(checkNotNull(schema.simpleName), values, getters)
        return schema.java.cast(Proxy.newProxyInstance(schema.java.classLoader, arrayOf(schema.java), handler))
    }

    override fun toJson(
        writer: JsonWriter,
        value: T?,
    ) {
        val type = checkNotNull(value)::class
        if (discriminator != null && type in discriminator.types.values) {
            moshi.adapter<T>(type.java).toJson(writer, value)
            return
        }
        writer.beginObject()
        for ((name, it) in properties) {
            writer.name(name)
            it.adapter.toJson(writer, it.property.get(value))
        }
        writer.endObject()
    }
}

/** Answers the calls of an interface. */
private data class Fields(
    private val schema: String,
    private val values: Map<String, Any?>,
    private val getters: Map<String, Any?>,
) : InvocationHandler {
    override fun invoke(
        proxy: Any,
        method: Method,
        arguments: Array<out Any?>?,
    ): Any? =
        when (method.name) {
            "toString" -> values.entries.joinToString(prefix = "$schema(", postfix = ")")
            "hashCode" -> hashCode()
            "equals" -> arguments?.first().let { it != null && Proxy.isProxyClass(it.javaClass) && Proxy.getInvocationHandler(it) == this }
            else -> getters[method.name]
        }
}

/** Skips a value of a schema that the generator makes an empty class of, such as one that is a string or a number. */
private class EmptyClassAdapter(
    private val schema: KClass<*>,
) : JsonAdapter<Any>() {
    override fun fromJson(reader: JsonReader): Any {
        reader.skipValue()
        return checkNotNull(schema.primaryConstructor).call()
    }

    override fun toJson(
        writer: JsonWriter,
        value: Any?,
    ) {
        writer.beginObject().endObject()
    }
}
