package dev.safelight.bootstrap.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An address of a database taken apart.
 *
 * @param jdbc without user and password
 */
record DatabaseAddress(String jdbc, Optional<String> user, Optional<Secret> password) {

    /** @throws IllegalArgumentException when it is not an address */
    static DatabaseAddress of(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(text, Optional.empty(), Optional.empty());
        }
        URI address = URI.create(text);
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("postgres(ql)?")) {
            throw new IllegalArgumentException("not PostgreSQL");
        }
        String[] who = Optional.ofNullable(address.getRawUserInfo()).orElse("").split(":", 2);
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String query =
                Optional.ofNullable(address.getRawQuery()).map(it -> "?" + it).orElse("");
        return new DatabaseAddress(
                "jdbc:postgresql://" + address.getHost() + port + address.getRawPath() + query,
                Optional.of(decoded(who[0])).filter(user -> !user.isEmpty()),
                who.length == 2 ? Optional.of(new Secret(decoded(who[1]))) : Optional.empty());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
