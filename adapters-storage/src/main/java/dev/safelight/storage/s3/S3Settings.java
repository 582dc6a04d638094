package dev.safelight.storage.s3;

import java.net.URI;

/**
 * Where the bucket is and how to get in. S3, R2 and everything that speaks their protocol.
 *
 * @param endpoint where this process reaches the store, scheme and host and perhaps a port, nothing more
 * @param publicEndpoint where clients reach it, which signed URLs name; often the same
 * @param region as the store calls it; {@code auto} for R2
 * @param bucket that exists already: we make none
 * @param pathStyle whether the bucket is in the path ({@code host/bucket/key}), as small servers want it, or in the host
 *     name ({@code bucket.host/key}), as AWS wants it
 */
public record S3Settings(
        URI endpoint,
        URI publicEndpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        boolean pathStyle) {

    public S3Settings {
        insistOnBareAddress(endpoint);
        insistOnBareAddress(publicEndpoint);
    }

    /** The same store when we reach it as clients do, to find out what they find. */
    public S3Settings asClientsSeeIt() {
        return new S3Settings(publicEndpoint, publicEndpoint, region, bucket, accessKey, secretKey, pathStyle);
    }

    /** The same store when clients reach it as we do, so that a URL we sign is one that we can use. */
    S3Settings asWeSeeIt() {
        return new S3Settings(endpoint, endpoint, region, bucket, accessKey, secretKey, pathStyle);
    }

    /** A signature covers the path, so a path that something in between adds or takes away would break every URL. */
    private static void insistOnBareAddress(URI endpoint) {
        boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        boolean bare = endpoint.getHost() != null
                && endpoint.getRawPath().replace("/", "").isEmpty()
                && endpoint.getRawQuery() == null
                && endpoint.getRawUserInfo() == null;
        if (!web || !bare) {
            throw new IllegalArgumentException("an S3 endpoint is http(s)://host or http(s)://host:port");
        }
    }

    @Override
    public String toString() {
        return "S3Settings[endpoint=%s, publicEndpoint=%s, region=%s, bucket=%s, pathStyle=%s]"
                .formatted(endpoint, publicEndpoint, region, bucket, pathStyle);
    }
}
