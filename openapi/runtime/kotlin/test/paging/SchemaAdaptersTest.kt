package io.github.segments4j.paging

import com.squareup.moshi.Json
import com.squareup.moshi.JsonDataException
import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class SchemaAdaptersTest {
    @Test
    fun `an object of oneOf has the fields that were sent`() {
        val pet = read<Pet>("""{"id":"1","type":"cat","lives":9,"other":[1]}""")

        assertEquals("1", pet.id)
        assertEquals("cat", pet.kind)
        assertEquals(9, pet.lives)
        assertNull(pet.wings)
        assertEquals("Pet(id=1, type=cat, lives=9)", pet.toString())
    }

    @Test
    fun `an object of oneOf is equal to one with the same fields`() {
        val text = """{"id":"1","type":"cat"}"""

        assertEquals(read<Pet>(text), read<Pet>(text))
        assertEquals(read<Pet>(text).hashCode(), read<Pet>(text).hashCode())
        assertNotEquals(read<Pet>(text), read<Pet>("""{"id":"2","type":"cat"}"""))
        assertNotEquals(read<Pet>(text), "a text")
    }

    @Test
    fun `an object of oneOf is written as it was read`() {
        val pet = read<Pet>("""{"id":"1","type":"cat","lives":9}""")

        assertEquals(pet, read<Pet>(MOSHI.adapter(Pet::class.java).toJson(pet)))
    }

    @Test
    fun `a required field must be there`() {
        assertThrows<JsonDataException> { read<Pet>("""{"type":"cat"}""") }
        assertThrows<JsonDataException> { read<Pet>("""{"id":null,"type":"cat"}""") }
    }

    @Test
    fun `an object of allOf is of the class that its discriminator tells`() {
        val square = Square("1", "square", 2)

        assertEquals(square, read<Shape>("""{"id":"1","kind":"square","side":2}"""))
        assertEquals("""{"id":"1","kind":"square","side":2}""", MOSHI.adapter(Shape::class.java).toJson(square))
    }

    @Test
    fun `an object of allOf with an unknown discriminator has the common fields`() {
        assertEquals("1", read<Shape>("""{"id":"1","kind":"star","points":5}""").id)
    }

    @Test
    fun `a value of several primitive types is skipped`() {
        val holder = read<Holder>("""{"values":["text",1,{"a":[]}],"id":"1"}""")

        assertEquals(3, holder.values.size)
        assertEquals("1", holder.id)
    }

    interface Pet {
        val id: String

        @Json(name = "type")
        val kind: String?
        val lives: Int?
        val wings: Int?
    }

    data class Cat(
        val id: String,
    )

    interface Shape {
        val id: String
        val kind: String
    }

    data class Square(
        override val id: String,
        override val kind: String,
        val side: Int,
    ) : Shape

    class TextOrNumber

    class Holder(
        val id: String,
        val values: List<TextOrNumber>,
    )

    private inline fun <reified T> read(text: String): T = checkNotNull(MOSHI.adapter(T::class.java).fromJson(text))

    private companion object {
        val DISCRIMINATORS =
            mapOf(
                Pet::class to SchemaAdapters.Discriminator("type", mapOf("cat" to Cat::class)),
                Shape::class to SchemaAdapters.Discriminator("kind", mapOf("square" to Square::class)),
            )
        val MOSHI: Moshi =
            Moshi
                .Builder()
                .add(SchemaAdapters(DISCRIMINATORS))
                .add(KotlinJsonAdapterFactory())
                .build()
    }
}
