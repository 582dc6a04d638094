package dev.safelight.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender.Message;
import dev.safelight.application.webhook.WebhookSender.Result;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers with good and bad certificates. */
class TlsReceiverTest {

    private static final String PASSWORD = "password";

    @TempDir
    Path folder;

    @Test
    void a_trusted_receiver_is_called_over_the_same_guarded_sockets() throws Exception {
        KeyStore keys = certificate("-ext", "san=dns:hooks.test");
        try (Receiver receiver = receiver(keys)) {
            assertThat(call("https://hooks.test:" + receiver.port() + "/", keys))
                    .isInstanceOf(Result.Delivered.class);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void a_receiver_that_nobody_vouches_for_is_told_nothing() throws Exception {
        try (Receiver receiver = receiver(certificate("-ext", "san=dns:hooks.test"))) {
            assertUntrusted(call("https://hooks.test:" + receiver.port() + "/", certificate()));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_receiver_with_the_certificate_of_another_is_told_nothing() throws Exception {
        KeyStore keys = certificate("-ext", "san=dns:elsewhere.test");
        try (Receiver receiver = receiver(keys)) {
            assertUntrusted(call("https://hooks.test:" + receiver.port() + "/", keys));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void a_receiver_whose_certificate_is_out_of_date_is_told_nothing() throws Exception {
        KeyStore keys = certificate("-ext", "san=dns:hooks.test", "-startdate", "-20d", "-validity", "10");
        try (Receiver receiver = receiver(keys)) {
            assertUntrusted(call("https://hooks.test:" + receiver.port() + "/", keys));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    private static void assertUntrusted(Result result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Failed.class, failed -> assertThat(failed.why()).startsWith("no trusted TLS: "));
    }

    private static Result call(String url, KeyStore trusted) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorityOf(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        OkHttpClient base = new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
                .build();
        Dns names = host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        try (HttpWebhookSender sender = new HttpWebhookSender(
                new AddressGuard(AddressGuard.PRIVATE),
                "1",
                new TestClock(),
                names,
                new HttpWebhookSender.Patience(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                base)) {
            WebhookSecret secret = WebhookSecret.fresh(new SecureRandom());
            return sender.send(URI.create(url), new Message("id", TestClock.START, List.of(secret), "{}"));
        }
    }

    /** The authority alone: a receiver's own certificate would be trusted whatever stands in it. */
    private static KeyStore authorityOf(KeyStore keys) throws Exception {
        KeyStore authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry("authority", keys.getCertificate("authority"));
        return authority;
    }

    private static Receiver receiver(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return new Receiver(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
                Receiver.answering(200, ""));
    }

    /** A receiver's key, signed by an authority that whoever loads it trusts. */
    private KeyStore certificate(String... more) throws Exception {
        Path file = Files.createTempFile(folder, "keys", ".p12");
        Files.delete(file);
        keytool(file, "authority", "-ext", "bc:c");
        List<String> signed = new ArrayList<>(List.of("-signer", "authority"));
        signed.addAll(List.of(more));
        keytool(file, "receiver", signed.toArray(String[]::new));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static void keytool(Path file, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias));
        command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + alias));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
