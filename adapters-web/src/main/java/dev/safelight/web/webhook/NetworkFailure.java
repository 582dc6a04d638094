package dev.safelight.web.webhook;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What went wrong below HTTP, for people who look for a fault. */
final class NetworkFailure {

    private NetworkFailure() {}

    /** Why we did not go there, if that is what happened, to the last address if not to the first. */
    static Optional<String> forbidden(Throwable failure) {
        return all(failure)
                .filter(ForbiddenAddress.class::isInstance)
                .findFirst()
                .map(forbidden -> String.valueOf(forbidden.getMessage()));
    }

    static String inWords(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> String.valueOf(unknown.getMessage());
            case SSLException untrusted -> "no trusted TLS: " + untrusted.getMessage();
            case ConnectException refused -> "no connection: " + refused.getMessage();
            case SocketTimeoutException silent -> "no answer in time";
            case InterruptedIOException late -> "no answer in time";
            case ProtocolException nonsense -> "does not speak HTTP: " + nonsense.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static Stream<Throwable> all(Throwable failure) {
        Stream<Throwable> more =
                Stream.concat(Stream.ofNullable(failure.getCause()), Arrays.stream(failure.getSuppressed()));
        return Stream.concat(Stream.of(failure), more.flatMap(NetworkFailure::all));
    }
}
