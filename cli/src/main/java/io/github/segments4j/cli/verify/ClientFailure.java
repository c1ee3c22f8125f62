package io.github.segments4j.cli.verify;

import io.github.segments4j.ConnectionException;
import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Obstacle;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Why a request of the client failed.
 *
 * @param exchange the last exchange of the request, if an answer has begun to arrive
 * @param hasNewAccessToken whether the server has just issued the access token
 */
record ClientFailure(SegmentsException exception, Optional<Exchange> exchange, boolean hasNewAccessToken) {
    /**
     * Whether the answer differs from the contract. Otherwise the server can't be reached, or not with these credentials.
     */
    boolean isDifference() {
        boolean hasEnded =
                exchange.filter(answer -> answer.end() != Exchange.End.OPEN).isPresent();
        if (exception instanceof ConnectionException) {
            // The server cut the answer short, unless the client stopped waiting for it.
            Throwable cause = exception.getCause();
            return hasEnded && !(cause instanceof TimeoutException) && !(cause instanceof InterruptedException);
        }
        boolean isNotImplemented = exchange.filter(Exchange::isNotImplemented).isPresent();
        return hasEnded
                && (isNewTokenRefused()
                        || isNotImplemented
                        || exception instanceof ProtocolException
                        || exception instanceof InvalidRequestException);
    }

    /** Whether the listing refuses the token that the token endpoint has just issued, perhaps the same one twice. */
    boolean isNewTokenRefused() {
        return exception.status().orElse(0) == 401 && hasNewAccessToken;
    }

    String message() {
        return String.valueOf(exception.getMessage());
    }

    NotChecked asObstacle() {
        boolean isRateLimited = exception instanceof RateLimitedException;
        return new NotChecked(isRateLimited ? Obstacle.Kind.RATE_LIMITED : Obstacle.Kind.UNANSWERED, message());
    }
}
