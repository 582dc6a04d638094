package dev.safelight.web.page;

import static java.util.function.Function.identity;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the build of the module {@code ui} made of its pages: see {@code ui/pack.js}. It is small enough to be kept in memory. */
final class PageFiles {

    private static final String PLACE = "/dev/safelight/page/";

    /** What visitors see. */
    static final String INDEX = "index.html";

    /** What operators see. */
    static final String OPERATORS = "ops.html";

    private static final Set<String> PAGES = Set.of(INDEX, OPERATORS);

    /** Files here are named after what is in them. */
    private static final String ASSETS = "assets/";

    private final Map<String, Resource> files;

    private PageFiles(Map<String, Resource> files) {
        this.files = files;
    }

    /** @throws IllegalStateException when the program was packed without a page */
    static PageFiles load() {
        String names = new String(Resource.load(PLACE + "files").bytes(), StandardCharsets.UTF_8);
        return new PageFiles(
                names.lines().collect(Collectors.toUnmodifiableMap(identity(), name -> Resource.load(PLACE + name))));
    }

    /** @throws IllegalStateException when the program was packed without it */
    Resource page(String name) {
        return Optional.ofNullable(files.get(name))
                .orElseThrow(() -> new IllegalStateException("the program was packed without the page " + name));
    }

    /** A file that a page names; empty when there is none, or it is a page itself, which has an address of its own. */
    Optional<Resource> find(String name) {
        return PAGES.contains(name) ? Optional.empty() : Optional.ofNullable(files.get(name));
    }

    /** Whether what has this name never changes. */
    static boolean isForever(String name) {
        return name.startsWith(ASSETS);
    }
}
