package dev.safelight.web.caller;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Where a request really comes from. {@code X-Forwarded-For} can be written by anybody, but its last entries are our own
 * proxies' work: of those, the first one was written by the proxy that saw the client.
 */
public final class ClientAddress {

    private final int proxies;

    /** @param proxies how many proxies of ours stand before this server */
    public ClientAddress(int proxies) {
        this.proxies = proxies;
    }

    /** The address, or the network where a client has a whole one for itself. */
    String of(Context ctx) {
        List<String> forwarded = proxies == 0 ? List.of() : forwarded(ctx);
        return network(
                forwarded.size() < proxies || forwarded.isEmpty()
                        ? ctx.req().getRemoteAddr()
                        : forwarded.get(forwarded.size() - proxies));
    }

    /** Who has one IPv6 address has 2⁶⁴ of them, and counts as one all the same. */
    static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    /** Whether the client came by https, as far as can be known. */
    boolean isSecure(Context ctx) {
        return ctx.req().isSecure() || (proxies > 0 && "https".equals(ctx.header("X-Forwarded-Proto")));
    }

    private static List<String> forwarded(Context ctx) {
        List<String> addresses = new ArrayList<>();
        for (String header : Collections.list(ctx.req().getHeaders("X-Forwarded-For"))) {
            addresses.addAll(
                    Arrays.stream(header.split(",", -1)).map(String::strip).toList());
        }
        return addresses;
    }
}
