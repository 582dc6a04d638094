package dev.safelight.web.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be called because somebody registered a URL: those of the public internet, and what the operator
 * allows besides. Every port of them: whoever answers TLS with a certificate for the name in the URL is meant to be
 * called.
 *
 * <p>An address that carries another one inside (IPv4 within IPv6, by whatever mechanism) must be allowed itself, and so
 * must the one that it carries, or else whoever translates it would lead us where we do not go.
 *
 * @param allowed that may be called although they are not public
 */
public record AddressGuard(List<Cidr> allowed) {

    /** What is not on the public internet, by IANA's registry of special addresses; and where a cloud keeps secrets. */
    private static final List<Cidr> SPECIAL_IPV4 = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // behind a provider's NAT
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // Azure's machines ask it about themselves
                    "169.254.0.0/16", // link-local, among them the metadata of clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocols
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // relays of 6to4
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4") // reserved, and broadcast
            .map(Cidr::of)
            .toList();

    /** Nothing outside is: not loopback, private, link-local, site-local, multicast, mapped or translated addresses. */
    private static final Cidr PUBLIC_IPV6 = Cidr.of("2000::/3");

    private static final List<Cidr> SPECIAL_IPV6 = Stream.of(
                    "2001::/23", // protocols, among them Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4
                    "3fff::/20") // documentation
            .map(Cidr::of)
            .toList();

    /** Compatible, translated, NAT64, NAT64 of one network. */
    private static final List<Cidr> ENDING_IN_IPV4 = Stream.of(
                    "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
            .map(Cidr::of)
            .toList();

    private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");
    private static final Cidr TEREDO = Cidr.of("2001::/32");

    /** What {@code private} stands for: this machine and the networks of a house. Never the metadata of a cloud. */
    public static final List<Cidr> PRIVATE = Stream.of(
                    "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
            .map(Cidr::of)
            .toList();

    public AddressGuard {
        allowed = List.copyOf(allowed);
    }

    /** The public internet and no more. */
    public static AddressGuard publicOnly() {
        return new AddressGuard(List.of());
    }

    /** What speaks against calling it; empty when nothing does. */
    Optional<String> objection(InetAddress address) {
        return Stream.concat(Stream.of(address), carried(address))
                .filter(each -> !isPublic(each) && !isAllowed(each))
                .findFirst()
                .map(each -> each.getHostAddress() + " is not on the public internet");
    }

    /** The same for plain HTTP, which never crosses the public internet. */
    Optional<String> objectionToPlainHttp(InetAddress address) {
        return isAllowed(address)
                ? objection(address)
                : Optional.of("plain http is spoken only with addresses that SAFELIGHT_WEBHOOK_ALLOW names");
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? SPECIAL_IPV4.stream().noneMatch(range -> range.contains(address))
                : PUBLIC_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static Stream<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return Stream.empty();
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return Stream.empty(); // they look like compatible ones
        }
        if (SIX_TO_FOUR.contains(address)) {
            return Stream.of(ipv4(bytes, 2, 0));
        }
        if (TEREDO.contains(address)) {
            return Stream.of(ipv4(bytes, 4, 0), ipv4(bytes, 12, 0xFF));
        }
        return ENDING_IN_IPV4.stream().anyMatch(range -> range.contains(address)) || isIsatap(bytes)
                ? Stream.of(ipv4(bytes, 12, 0))
                : Stream.empty();
    }

    private static boolean isIsatap(byte[] bytes) {
        return (bytes[8] & ~0x03) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
    }

    private static InetAddress ipv4(byte[] bytes, int at, int inverted) {
        byte[] four = Arrays.copyOfRange(bytes, at, at + 4);
        for (int i = 0; i < four.length; i++) {
            four[i] ^= (byte) inverted;
        }
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
