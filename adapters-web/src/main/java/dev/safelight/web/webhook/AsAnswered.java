package dev.safelight.web.webhook;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps the client from asking again by itself, as it does after a 408 and after a 503 with {@code Retry-After: 0}: what a
 * receiver answered is for the schedule to act upon. The client is shown a wait, which it leaves alone, and what the
 * receiver said stands under a name of ours.
 */
final class AsAnswered implements Interceptor {

    static final String RETRY_AFTER = "Safelight-Retry-After";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String asked = response.header("Retry-After");
        Response.Builder shown = response.newBuilder().removeHeader(RETRY_AFTER).header("Retry-After", "1");
        return asked == null ? shown.build() : shown.header(RETRY_AFTER, asked).build();
    }
}
