package dev.safelight.web.http;

import java.util.Optional;
import java.util.function.Function;

/** What a request says by name, be it in its address or in its body. */
public interface Parameters {

    /** A value that {@code read} understands; {@code asked} says in words what that is. What is wrong is noted. */
    <T> Optional<T> optional(String name, String asked, Function<String, Optional<T>> read);
}
