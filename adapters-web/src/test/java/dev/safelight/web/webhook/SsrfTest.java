package dev.safelight.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.application.webhook.WebhookSender.Result;
import dev.safelight.application.webhook.WebhookUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to make a server call itself, its neighbours or its cloud. A canary sits on every address of this machine and must
 * hear of none of them. None of these tests leaves the machine: what is not stopped before it is dialled would be dialled
 * on loopback.
 */
class SsrfTest {

    private static final WebhookSecret SECRET = WebhookSecret.fresh(new SecureRandom());

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("ip6-localhost", List.of("::1")),
            Map.entry("metadata.google.internal", List.of("169.254.169.254")),
            Map.entry("loopback.attacker.example", List.of("127.0.0.1")),
            Map.entry("loopback6.attacker.example", List.of("::1")),
            Map.entry("any.attacker.example", List.of("0.0.0.0")),
            Map.entry("any6.attacker.example", List.of("::")),
            Map.entry("mapped.attacker.example", List.of("::ffff:127.0.0.1")),
            Map.entry("private.attacker.example", List.of("10.0.0.7")),
            Map.entry("several.attacker.example", List.of("10.0.0.7", "192.168.1.1", "::1", "127.0.0.1")),
            Map.entry("nat64.attacker.example", List.of("64:ff9b::7f00:1")),
            Map.entry("ula.attacker.example", List.of("fd00::1")),
            Map.entry("127.0.0.1.nip.example", List.of("127.0.0.1")),
            Map.entry("a-record.with-dash.example", List.of("127.0.0.53")),
            Map.entry("xn--lcalhost-n4a.example", List.of("127.0.0.1")),
            Map.entry("kubernetes.default.svc", List.of("10.96.0.1")),
            Map.entry("router", List.of("192.168.0.1")));

    private static Receiver canary;
    private static Receiver canary6;
    private static HttpWebhookSender sender;
    private static HttpWebhookSender withHttp;

    @BeforeAll
    static void open() {
        canary = Receiver.at("0.0.0.0", Receiver.answering(200, "a secret"));
        canary6 = Receiver.at("::", Receiver.answering(200, "a secret"));
        sender = sender(AddressGuard.publicOnly(), SsrfTest::resolve);
        withHttp = sender(new AddressGuard(List.of(Cidr.of("198.51.100.7/32"))), SsrfTest::resolve);
    }

    @AfterAll
    static void close() {
        sender.close();
        withHttp.close();
        canary.close();
        canary6.close();
    }

    private static HttpWebhookSender sender(AddressGuard guard, Dns names) {
        return new HttpWebhookSender(
                guard,
                "1",
                new TestClock(),
                names,
                new HttpWebhookSender.Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                new OkHttpClient());
    }

    /** As attackers' name servers have it. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        List<String> addresses = NAMES.get(host.replaceAll("\\.$", ""));
        if (addresses != null) {
            return addresses.stream().map(InetAddress::ofLiteral).toList();
        }
        return Dns.SYSTEM.lookup(host);
    }

    /** A star stands for the canary's port. */
    static Stream<String> forms() {
        return Stream.of(
                // this machine by name
                "https://localhost:*/",
                "https://LOCALHOST:*/",
                "https://localhost.:*/",
                "https://a.localhost:*/",
                "https://ip6-localhost:*/",
                "https://loopback.attacker.example:*/",
                "https://loopback6.attacker.example:*/",
                "https://LoopBack.Attacker.Example:*/",
                "https://loopback.attacker.example.:*/",
                "https://any.attacker.example:*/",
                "https://any6.attacker.example:*/",
                "https://mapped.attacker.example:*/",
                "https://127.0.0.1.nip.example:*/",
                "https://a-record.with-dash.example:*/",
                "https://xn--lcalhost-n4a.example:*/",
                "https://löcalhost.example:*/",
                // this machine by address
                "https://127.0.0.1:*/",
                "https://127.0.0.1.:*/",
                "https://127.1:*/",
                "https://127.0.1:*/",
                "https://127.127.127.127:*/",
                "https://127.255.255.254:*/",
                "https://0:*/",
                "https://0.0.0.0:*/",
                "https://0.0:*/",
                "https://0.1.2.3:*/",
                // … in other notations
                "https://2130706433:*/",
                "https://017700000001:*/",
                "https://0x7f000001:*/",
                "https://0x7f.0.0.1:*/",
                "https://0x7F.0x0.0x0.0x1:*/",
                "https://0177.0.0.1:*/",
                "https://0177.0.0.01:*/",
                "https://0000177.0.0.1:*/",
                "https://127.000.000.001:*/",
                "https://0x7f.1:*/",
                "https://4294967296:*/",
                "https://6425673729:*/",
                "https://127.0.0.1%2f:*/",
                "https://%31%32%37.0.0.1:*/",
                "https://127%2e0%2e0%2e1:*/",
                "https://①②⑦.⓪.⓪.①:*/",
                "https://１２７.０.０.１:*/",
                "https://127。0。0。1:*/",
                "https://127．0．0．1:*/",
                "https://loc\u00ADalhost:*/",
                "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:*/",
                // … in IPv6
                "https://[::1]:*/",
                "https://[0:0:0:0:0:0:0:1]:*/",
                "https://[0000::0001]:*/",
                "https://[::]:*/",
                "https://[::%25lo]:*/",
                "https://[::1%25lo]:*/",
                "https://[::1%lo]:*/",
                "https://[::127.0.0.1]:*/",
                "https://[::7f00:1]:*/",
                "https://[::ffff:127.0.0.1]:*/",
                "https://[::ffff:7f00:1]:*/",
                "https://[0:0:0:0:0:ffff:127.0.0.1]:*/",
                "https://[::ffff:0.0.0.0]:*/",
                "https://[::ffff:0:127.0.0.1]:*/",
                "https://[64:ff9b::127.0.0.1]:*/",
                "https://[64:ff9b::7f00:1]:*/",
                "https://[64:ff9b:1::127.0.0.1]:*/",
                "https://[2002:7f00:1::]:*/",
                "https://[2002:7f00:0001::1]:*/",
                "https://[2001:0:7f00:1::]:*/",
                "https://[2001::80ff:fffe]:*/",
                "https://[fe80::5efe:127.0.0.1]:*/",
                "https://[2001:db8::5efe:7f00:1]:*/",
                // neighbours
                "https://10.0.0.1:*/",
                "https://10.255.255.255/",
                "https://172.16.0.1/",
                "https://172.31.255.254/",
                "https://192.168.0.1/",
                "https://192.168.255.255/",
                "https://100.64.0.1/",
                "https://100.127.255.254/",
                "https://169.254.1.1/",
                "https://198.18.0.1/",
                "https://198.19.255.255/",
                "https://private.attacker.example/",
                "https://several.attacker.example:*/",
                "https://nat64.attacker.example/",
                "https://ula.attacker.example/",
                "https://kubernetes.default.svc/",
                "https://router/",
                "https://[fc00::1]/",
                "https://[fd12:3456:789a::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[febf::1]/",
                "https://[fec0::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::ffff:192.168.1.1]/",
                "https://[64:ff9b::10.0.0.1]/",
                "https://[2002:c0a8:0101::1]/",
                "https://[2002:0a00:0001::]/",
                "https://3232235777/",
                "https://0xc0a80101/",
                // where clouds keep secrets
                "https://169.254.169.254/latest/meta-data/",
                "https://metadata.google.internal/",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://0251.0376.0251.0376/",
                "https://169.254.43518/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://100.100.100.200/",
                "https://192.0.0.192/",
                "https://168.63.129.16/",
                // everybody, and nobody
                "https://255.255.255.255/",
                "https://224.0.0.1/",
                "https://239.255.255.250/",
                "https://240.0.0.1/",
                "https://192.0.2.1/",
                "https://198.51.100.1/",
                "https://203.0.113.1/",
                "https://192.88.99.1/",
                "https://[ff02::1]/",
                "https://[ff0e::1]/",
                "https://[100::1]/",
                "https://[2001:db8::1]/",
                "https://[3fff::1]/",
                "https://[2001:2::1]/",
                "https://[4000::1]/",
                // who is meant
                "https://hooks.example.org@127.0.0.1:*/",
                "https://hooks.example.org:443@127.0.0.1:*/",
                "https://hooks.example.org%40127.0.0.1:*/",
                "https://user:password@localhost:*/",
                "https://127.0.0.1:*#@hooks.example.org/",
                "https://127.0.0.1:*?@hooks.example.org/",
                "https://127.0.0.1:*\\@hooks.example.org/",
                "https:\\\\127.0.0.1:*\\",
                "https://127.0.0.1:*;@x/",
                "https:127.0.0.1:*/",
                "https:///127.0.0.1:*/",
                "https:////127.0.0.1:*/",
                "//127.0.0.1:*/",
                "https://127.0.0.1\t:*/",
                "https://127.0.0.1\r\n:*/",
                " https://127.0.0.1:*/",
                "https://[::1]:*@x/",
                "https://127.0.0.1:0/",
                "https://127.0.0.1:65536/",
                "https://127.0.0.1:-1/",
                // what else a client may speak
                "http://127.0.0.1:*/",
                "http://localhost:*/",
                "HTTP://127.0.0.1:*/",
                "http://169.254.169.254/",
                "ftp://127.0.0.1:*/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:*/_x",
                "dict://127.0.0.1:*/",
                "jar:https://127.0.0.1:*!/",
                "ldap://127.0.0.1:*/",
                "unix:///var/run/docker.sock",
                "data:text/plain,x",
                "javascript:1",
                "mailto:x@localhost",
                "ws://127.0.0.1:*/",
                "https://",
                "https:",
                "",
                "127.0.0.1:*",
                "localhost:*");
    }

    private static String at(String form, int port) {
        return form.replaceAll("\\*(?=[/#?\\\\;@!]|$)", Integer.toString(port));
    }

    /** The rule for URLs, or else the guard. */
    @ParameterizedTest
    @MethodSource("forms")
    void nobody_gets_there(String form) throws InterruptedException {
        String url = at(form, canary.port());
        if (WebhookUrl.check(url) instanceof WebhookUrl.Checked.Good(URI good)
                && sender.objection(good).isEmpty()) {
            assertThat(sender.send(good, message()))
                    .as(url)
                    .satisfiesAnyOf(
                            result -> assertThat(result).isInstanceOf(Result.Refused.class),
                            result -> assertThat(((Result.Failed) result).why()).contains(good.getHost() + ": "));
        }
        assertCanariesAreQuiet();
    }

    /** The guard alone, as if no rule had been asked, on both canaries, in HTTPS and in plain HTTP. */
    @ParameterizedTest
    @MethodSource("forms")
    void nobody_gets_there_even_if_nobody_had_looked_at_the_url(String form) throws InterruptedException {
        for (Receiver each : List.of(canary, canary6)) {
            for (String url : List.of(at(form, each.port()), at(form.replace("https:", "http:"), each.port()))) {
                Optional<URI> uri = parse(url);
                for (HttpWebhookSender who : List.of(sender, withHttp)) {
                    if (uri.isPresent()) {
                        assertThat(who.send(uri.get(), message())).as(url).isNotInstanceOf(Result.Delivered.class);
                    }
                }
            }
        }
        assertCanariesAreQuiet();
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(new URI(url));
        } catch (URISyntaxException impossible) {
            return Optional.empty();
        }
    }

    private static Message message() {
        return new Message("id", TestClock.START, List.of(SECRET), "{}");
    }

    private static void assertCanariesAreQuiet() {
        assertThat(canary.connections() + canary6.connections()).isZero();
    }

    @Test
    void there_are_many_of_them() {
        assertThat(forms().distinct().count()).isGreaterThan(150);
    }

    @Test
    void a_canary_would_sing() throws Exception {
        try (Receiver bird = Receiver.thatAnswers(200);
                HttpWebhookSender trusting = sender(new AddressGuard(AddressGuard.PRIVATE), SsrfTest::resolve)) {
            for (String host : List.of("127.0.0.1", "localhost", "loopback.attacker.example")) {
                assertThat(trusting.send(URI.create("http://" + host + ":" + bird.port() + "/"), message()))
                        .as(host)
                        .isInstanceOf(Result.Delivered.class);
            }
        }
    }

    /** The first look-up leads to somebody allowed, and the next to somebody else. */
    @Test
    void a_name_that_changes_its_mind_gets_nothing() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("127.0.0.2", "127.0.0.1"));
        Dns fickle = host -> List.of(InetAddress.ofLiteral(answers.size() > 1 ? answers.remove() : answers.element()));
        try (Receiver good = Receiver.at("127.0.0.2", Receiver.answering(200, ""));
                HttpWebhookSender careful = sender(new AddressGuard(List.of(Cidr.of("127.0.0.2"))), fickle)) {
            assertThat(careful.send(URI.create("http://fickle.example:" + good.port() + "/"), message()))
                    .isInstanceOf(Result.Delivered.class);
            assertThat(careful.send(URI.create("http://fickle.example:" + canary.port() + "/"), message()))
                    .isInstanceOf(Result.Refused.class);
            assertThat(careful.send(URI.create("https://fickle.example:" + canary.port() + "/"), message()))
                    .isInstanceOf(Result.Refused.class);
        }
        assertCanariesAreQuiet();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_receiver_that_sends_us_on_to_a_neighbour_is_not_followed(int status) throws Exception {
        String location = "Location: http://127.0.0.1:" + canary.port() + "/";
        try (Receiver sly = Receiver.at("127.0.0.2", Receiver.answering(status, "", location));
                HttpWebhookSender careful =
                        sender(new AddressGuard(List.of(Cidr.of("127.0.0.2"))), SsrfTest::resolve)) {
            assertThat(careful.send(URI.create(sly.url()), message())).isInstanceOf(Result.Failed.class);
        }
        assertCanariesAreQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.proxyHost", "https.proxyHost", "socksProxyHost"})
    void a_proxy_among_the_systems_properties_is_not_asked(String property) throws Exception {
        String port = property.replace("Host", "Port");
        System.setProperty(property, "127.0.0.1");
        System.setProperty(port, Integer.toString(canary.port()));
        try (HttpWebhookSender fresh = sender(AddressGuard.publicOnly(), SsrfTest::resolve)) {
            assertThat(fresh.send(URI.create("https://private.attacker.example/"), message()))
                    .isInstanceOf(Result.Refused.class);
        } finally {
            System.clearProperty(property);
            System.clearProperty(port);
        }
        assertCanariesAreQuiet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450:4001::1",
                "2400:cb00::1",
                "2003::1"
            })
    void the_public_internet_may_be_called(String address) {
        assertThat(AddressGuard.publicOnly().objection(InetAddress.ofLiteral(address)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"64:ff9b::8.8.8.8", "2002:808:808::1", "::ffff:0:8.8.8.8"})
    void what_an_address_carries_must_be_allowed_as_well(String address) {
        AddressGuard translating =
                new AddressGuard(List.of(Cidr.of("64:ff9b::/96"), Cidr.of("2002::/16"), Cidr.of("::ffff:0:0:0/96")));
        InetAddress carriesPublic = InetAddress.ofLiteral(address);
        InetAddress carriesPrivate =
                InetAddress.ofLiteral(address.replace("8.8.8.8", "10.0.0.1").replace("808:808", "a00:1"));
        assertThat(translating.objection(carriesPublic)).isEmpty();
        assertThat(translating.objection(carriesPrivate)).isPresent();
        assertThat(AddressGuard.publicOnly().objection(carriesPublic)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "172.20.0.1", "192.168.3.4", "fd00::7"})
    void what_is_called_private_can_be_allowed(String address) {
        AddressGuard allowing = new AddressGuard(AddressGuard.PRIVATE);
        assertThat(allowing.objection(InetAddress.ofLiteral(address))).isEmpty();
        assertThat(allowing.objectionToPlainHttp(InetAddress.ofLiteral(address)))
                .isEmpty();
        assertThat(allowing.objectionToPlainHttp(InetAddress.ofLiteral("8.8.8.8")))
                .isPresent();
        assertThat(allowing.objection(InetAddress.ofLiteral("169.254.169.254"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "private",
                "10.0.0.0/33",
                "10.0.0/8",
                "fd00::/129",
                "::1/x",
                "a.example/8",
                "1.2.3.4/-1",
                "/8"
            })
    void what_is_no_range_is_not_taken_for_one(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }
}
