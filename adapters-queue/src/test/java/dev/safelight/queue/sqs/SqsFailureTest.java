package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFailureTest {

    private static SqsException refusal(int status, String code) {
        return (SqsException) SqsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("no")
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalFailure, true",
        "503, ServiceUnavailable, true",
        "400, RequestThrottled, true",
        "400, ThrottlingException, true",
        "403, OverLimit, true",
        "400, QueueDeletedRecently, true",
        "403, RequestTimeTooSkewed, true",
        "403, InvalidClientTokenId, false",
        "403, SignatureDoesNotMatch, false",
        "403, AccessDenied, false",
        "400, AWS.SimpleQueueService.NonExistentQueue, false",
        "400, KMS.DisabledException, false",
    })
    void a_refusal_passes_or_stays(int status, String code, boolean passes) {
        assertThat(SqsFailure.outage("queueing jobs", refusal(status, code)).retryHelps())
                .isEqualTo(passes);
    }

    @Test
    void what_is_wrong_with_the_network_passes_and_what_is_wrong_with_the_settings_stays() {
        assertThat(SqsFailure.outage("queueing jobs", SdkClientException.create("no", new IOException("cut")))
                        .retryHelps())
                .isTrue();
        assertThat(SqsFailure.outage("queueing jobs", SdkClientException.create("no credentials"))
                        .retryHelps())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ReceiptHandleIsInvalid, true",
        "InvalidParameterValue, true",
        "AWS.SimpleQueueService.MessageNotInflight, true",
        "AccessDenied, false",
    })
    void void_receipts_are_recognized(String code, boolean isVoid) {
        assertThat(SqsFailure.isVoidReceipt(refusal(400, code))).isEqualTo(isVoid);
    }
}
