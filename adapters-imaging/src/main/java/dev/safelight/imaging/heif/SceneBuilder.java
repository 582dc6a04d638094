package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.heif.Scene.Shown;
import dev.safelight.imaging.hevc.HevcDecoder;
import dev.safelight.imaging.hevc.HevcFormat;
import dev.safelight.imaging.hevc.VideoColour;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the primary item to all that it is made from, and holds every size against the others and against the limits.
 * Nothing is decoded.
 */
final class SceneBuilder {

    private static final Set<String> ALPHA =
            Set.of("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1");

    private static final Set<String> TYPES = Set.of("hvc1", "grid", "iovl", "iden", "tmap");

    /** The samples of an alpha are what they are: 0 lets everything through, the highest number nothing. */
    private static final VideoColour ALPHA_VALUES = new VideoColour(2, 2, 2, true);

    /** As much larger as a coded picture may be than what is said of it: what encoders fill blocks up with. */
    private static final int MAX_PADDING = 64;

    private final Items items;
    private final HeifLimits limits;
    private final Budget pixels;
    private final Budget bytes;
    private final Budget visits;
    private final Map<Property.HevcSetup, HevcDecoder> decoders = new HashMap<>();

    SceneBuilder(Items items, int fileBytes, HeifLimits limits) {
        this.items = items;
        this.limits = limits;
        this.pixels = new Budget(limits.maxDecodedPixels(), "pixels to decode");
        this.bytes = new Budget(4L * fileBytes + 65_536, "bytes to decode, many times the file");
        this.visits = new Budget(4L * limits.maxTiles(), "pictures in one");
    }

    Shown primary() throws Unreadable {
        return shown(items.primary(), Optional.empty(), Purpose.COLOUR, 0);
    }

    private enum Purpose {
        COLOUR,
        ALPHA
    }

    private Shown shown(Item item, Optional<VideoColour> outer, Purpose purpose, int depth) throws Unreadable {
        visits.take(1);
        if (depth > limits.maxDepth()) {
            throw Unreadable.tooComplex("pictures made from pictures, more than " + limits.maxDepth() + " times");
        }
        refuseUnknown(item);
        Optional<VideoColour> colour = purpose == Purpose.ALPHA
                ? Optional.of(ALPHA_VALUES)
                : item.first(Property.Colour.class)
                        .map(Property.Colour::meaning)
                        .or(() -> outer);
        Shown stored = item.type().equals("iden") || item.type().equals("tmap")
                ? shown(onlySource(item), colour, purpose, depth + 1)
                : stored(item, colour, purpose, depth);
        View view = stored.view();
        for (Item.Given given : item.properties()) {
            view = view.then(given.property());
        }
        Shown picture = new Shown(stored.scene(), view, stored.alpha(), stored.premultiplied());
        return purpose == Purpose.ALPHA ? picture : withAlpha(item, picture, depth);
    }

    private static void refuseUnknown(Item item) throws Unreadable {
        if (!TYPES.contains(item.type())) {
            throw Unreadable.rare("a picture of type " + item.type().strip());
        }
        for (Item.Given given : item.properties()) {
            if (given.essential() && given.property() instanceof Property.Unknown(String type)) {
                throw Unreadable.rare("a picture that needs " + type.strip());
            }
        }
    }

    /** Of a picture with a gain map for bright screens, the first is the picture without it (ISO 21496-1, annex C). */
    private Item onlySource(Item item) throws Unreadable {
        List<Item> sources = items.sources(item);
        if (sources.isEmpty() || (item.type().equals("iden") && sources.size() != 1)) {
            throw Unreadable.corrupt(item.type() + " of " + sources.size() + " pictures");
        }
        return sources.getFirst();
    }

    private Shown stored(Item item, Optional<VideoColour> colour, Purpose purpose, int depth) throws Unreadable {
        Scene scene = switch (item.type()) {
            case "hvc1" -> coded(item, colour);
            case "grid" -> grid(item, colour, purpose, depth);
            case "iovl" -> overlay(item, colour, purpose, depth);
            default ->
                throw Unreadable.corrupt("a picture of type " + item.type().strip());
        };
        return new Shown(scene, View.whole(scene.width(), scene.height()), Optional.empty(), false);
    }

    private Scene coded(Item item, Optional<VideoColour> colour) throws Unreadable {
        HevcDecoder decoder = decoder(item);
        HevcFormat format = decoder.format();
        Property.Size size =
                item.first(Property.Size.class).orElseGet(() -> new Property.Size(format.width(), format.height()));
        int right = format.width() - size.width();
        int below = format.height() - size.height();
        if (right < 0 || below < 0 || right >= MAX_PADDING || below >= MAX_PADDING) {
            throw Unreadable.corrupt("a coded picture of " + format.width() + "×" + format.height() + " said to be of "
                    + size.width() + "×" + size.height());
        }
        if (Math.max(format.lumaDepth(), format.chromaDepth()) > 12) {
            throw Unreadable.rare("samples of more than 12 bits");
        }
        pixels.take((long) format.width() * format.height());
        ByteView data = items.bytes(item);
        bytes.take(data.length());
        VideoColour meaning = Cicp.known(colour, format.colour());
        Cicp.refuseUnknown(meaning, format.sampling());
        return new Scene.Coded(size.width(), size.height(), decoder, data, meaning);
    }

    private HevcDecoder decoder(Item item) throws Unreadable {
        Property.HevcSetup setup = item.first(Property.HevcSetup.class).orElse(null);
        if (setup == null) {
            throw Unreadable.corrupt("a coded picture without its setup");
        }
        HevcDecoder known = decoders.get(setup);
        if (known != null) {
            return known;
        }
        ByteView body = setup.body();
        HevcDecoder decoder = HevcDecoder.of(body.bytes(), body.from(), body.to(), limits.maxPixels());
        decoders.put(setup, decoder);
        return decoder;
    }

    private Scene grid(Item item, Optional<VideoColour> colour, Purpose purpose, int depth) throws Unreadable {
        Recipe recipe = Recipe.grid(items.bytes(item));
        checkSize(item, recipe.width(), recipe.height());
        int count = recipe.rows() * recipe.columns();
        List<Item> sources = items.sources(item);
        if (sources.size() != count) {
            throw Unreadable.corrupt("a grid of " + count + " with " + sources.size() + " tiles");
        }
        if (count > limits.maxTiles()) {
            throw Unreadable.tooComplex("a grid of " + count + " tiles");
        }
        List<Shown> tiles = new ArrayList<>();
        for (Item source : sources) {
            tiles.add(shown(source, colour, purpose, depth + 1));
        }
        checkTiles(recipe, tiles);
        return new Scene.Grid(recipe.width(), recipe.height(), recipe.columns(), List.copyOf(tiles));
    }

    /** 6.6.2.3.1: tiles are of one size, cover the picture, and none lies beside it. */
    private static void checkTiles(Recipe recipe, List<Shown> tiles) throws Unreadable {
        Shown first = tiles.getFirst();
        for (Shown tile : tiles) {
            if (tile.width() != first.width() || tile.height() != first.height()) {
                throw Unreadable.corrupt("tiles of different sizes");
            }
            if (tile.sampling() != first.sampling()) {
                throw Unreadable.rare("tiles of different kinds");
            }
        }
        if (!covers(recipe.columns(), first.width(), recipe.width())
                || !covers(recipe.rows(), first.height(), recipe.height())) {
            throw Unreadable.corrupt("a grid of " + recipe.columns() + "×" + recipe.rows() + " tiles of "
                    + first.width() + "×" + first.height() + " for " + recipe.width() + "×" + recipe.height());
        }
    }

    private static boolean covers(int tiles, int each, int whole) {
        return (long) tiles * each >= whole && (tiles - 1L) * each < whole;
    }

    private Scene overlay(Item item, Optional<VideoColour> colour, Purpose purpose, int depth) throws Unreadable {
        List<Item> sources = items.sources(item);
        if (sources.size() > limits.maxTiles()) {
            throw Unreadable.tooComplex("an overlay of " + sources.size() + " pictures");
        }
        Recipe.Overlay recipe = Recipe.overlay(items.bytes(item), sources.size());
        checkSize(item, recipe.width(), recipe.height());
        List<Scene.Layer> layers = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Shown picture = shown(sources.get(i), colour, purpose, depth + 1);
            layers.add(new Scene.Layer(picture, recipe.left()[i], recipe.top()[i]));
        }
        return new Scene.Overlay(recipe.width(), recipe.height(), recipe.ground(), List.copyOf(layers));
    }

    private void checkSize(Item item, int width, int height) throws Unreadable {
        if ((long) width * height > limits.maxPixels()) {
            throw Unreadable.tooComplex(width + "×" + height + " pixels");
        }
        Optional<Property.Size> said = item.first(Property.Size.class);
        if (said.isPresent() && !said.get().equals(new Property.Size(width, height))) {
            throw Unreadable.corrupt("a picture put together of " + width + "×" + height + " said to be of "
                    + said.get().width() + "×" + said.get().height());
        }
    }

    /** An alpha has none itself. */
    private Shown withAlpha(Item item, Shown picture, int depth) throws Unreadable {
        Optional<Item> alpha = items.auxiliaries(item)
                .filter(other -> other.first(Property.Auxiliary.class)
                        .filter(auxiliary -> ALPHA.contains(auxiliary.purpose()))
                        .isPresent())
                .findFirst();
        if (alpha.isEmpty()) {
            return picture;
        }
        Shown plane = shown(alpha.get(), Optional.empty(), Purpose.ALPHA, depth + 1);
        boolean premultiplied = items.isPremultiplied(item, alpha.get());
        return new Shown(picture.scene(), picture.view(), Optional.of(plane), premultiplied);
    }
}
