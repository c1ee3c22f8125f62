package io.github.segments4j.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A connection to a server or to a cluster, which run scripts in the same way. */
record Connection(StatefulConnection<String, String> lettuce, RedisScriptingAsyncCommands<String, String> commands) {
    /** Opens a connection without blocking. */
    interface Opener {
        CompletionStage<Connection> open();
    }

    /** Sends the script itself only if the server does not have it. */
    CompletableFuture<List<Long>> run(String script, String key, String... arguments) {
        String[] keys = {key};
        return commands.<List<Long>>evalsha(commands.digest(script), ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture()
                .exceptionallyCompose(failure -> failure instanceof RedisNoScriptException
                        ? commands.eval(script, ScriptOutputType.MULTI, keys, arguments)
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Calls the listener as soon as the server closes the connection. Lettuce alone would reconnect and queue commands.
     */
    void onDisconnect(Consumer<Throwable> listener) {
        lettuce.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                listener.accept(new RedisException("Redis has closed the connection"));
            }
        });
    }

    CompletableFuture<Void> close() {
        return lettuce.closeAsync();
    }
}
