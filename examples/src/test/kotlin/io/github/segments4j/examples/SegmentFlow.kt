package io.github.segments4j.examples

import io.github.segments4j.SegmentsClient
import io.github.segments4j.model.Segment
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.runInterruptible

fun segments(client: SegmentsClient): Flow<Segment> =
    flow {
        client.list().iterator().use { rows ->
            while (runInterruptible { rows.hasNext() }) emit(rows.next())
        }
    }.catch { failure ->
        currentCoroutineContext().ensureActive() // The request that a cancellation interrupts is no failure.
        throw failure
    }.flowOn(Dispatchers.IO)
