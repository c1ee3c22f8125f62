package io.github.segments4j.paging

import com.squareup.moshi.JsonAdapter
import com.squareup.moshi.JsonDataException
import com.squareup.moshi.JsonReader
import com.squareup.moshi.JsonWriter
import com.squareup.moshi.Moshi
import com.squareup.moshi.Types
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.math.BigDecimal
import java.math.BigInteger
import kotlin.reflect.KClass

/** Without these adapters, Moshi reads a number as a string and a string as a number, and accepts null in any list. */
internal fun strict(moshi: Moshi): Moshi {
    val numbers = moshi.newBuilder()
    numbers.add(String::class.java, StrictString.nullSafe())
    numbers.addNumber(Int::class) { it.intValueExact() }
    numbers.addNumber(Long::class) { it.longValueExact() }
    numbers.addNumber(Double::class) { it.toDouble() }
    numbers.addNumber(Float::class) { it.toFloat() }
    return numbers.add(ListsWithoutNull).build()
}

/** Adds adapters for numbers of any size. Those of the generator write strings. */
internal fun Moshi.Builder.addLargeNumbers(): Moshi.Builder {
    addNumber(BigInteger::class) { it.toBigIntegerExact() }
    addNumber(BigDecimal::class) { it }
    return this
}

private fun <T : Number> Moshi.Builder.addNumber(
    type: KClass<T>,
    convert: (BigDecimal) -> T,
) {
    val adapter = StrictNumber(convert)
    add(type.javaObjectType, adapter.nullSafe())
    type.javaPrimitiveType?.let { add(it, adapter) }
}

private object StrictString : JsonAdapter<String>() {
    override fun fromJson(reader: JsonReader): String {
        if (reader.peek() != JsonReader.Token.STRING) {
            throw JsonDataException("not a string at ${reader.path}")
        }
        return reader.nextString()
    }

    override fun toJson(
        writer: JsonWriter,
        value: String?,
    ) {
        writer.value(value)
    }
}

private class StrictNumber<T : Number>(
    private val convert: (BigDecimal) -> T,
) : JsonAdapter<T>() {
    override fun fromJson(reader: JsonReader): T {
        if (reader.peek() != JsonReader.Token.NUMBER) {
            throw JsonDataException("not a number at ${reader.path}")
        }
        return try {
            convert(reader.nextString().toBigDecimal())
        } catch (_: ArithmeticException) {
            throw JsonDataException("not an integer that fits at ${reader.path}")
        }
    }

    override fun toJson(
        writer: JsonWriter,
        value: T?,
    ) {
        writer.value(value)
    }
}

private object ListsWithoutNull : JsonAdapter.Factory {
    override fun create(
        type: Type,
        annotations: Set<Annotation>,
        moshi: Moshi,
    ): JsonAdapter<*>? {
        // A list of anything, such as one in a field without a schema, may have null in it.
        val element = (type as? ParameterizedType)?.actualTypeArguments?.first()
        if (Types.getRawType(type) != List::class.java || element == null || element == Any::class.java) {
            return null
        }
        return ListWithoutNull(moshi.nextAdapter(this, type, annotations))
    }
}

private class ListWithoutNull(
    private val list: JsonAdapter<List<Any?>>,
) : JsonAdapter<List<Any?>>() {
    override fun fromJson(reader: JsonReader): List<Any?>? =
        list.fromJson(reader)?.onEach {
            it ?: throw JsonDataException("null in a list before ${reader.path}")
        }

    override fun toJson(
        writer: JsonWriter,
        value: List<Any?>?,
    ) {
        list.toJson(writer, value)
    }
}
