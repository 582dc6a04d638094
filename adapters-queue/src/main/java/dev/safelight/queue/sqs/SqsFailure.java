package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;

/** What a failure of the SDK means to us. */
final class SqsFailure {

    /** Refusals that are over in a moment although they look like mistakes. */
    private static final Set<String> PASSING =
            Set.of("OverLimit", "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently", "ExpiredToken");

    /** How the service calls a receipt that is void: it depends on the type of the queue and on how long ago. */
    private static final Set<String> VOID_RECEIPT = Set.of(
            "ReceiptHandleIsInvalid",
            "InvalidParameterValue",
            "InvalidParameterValueException",
            "MessageNotInflight",
            "AWS.SimpleQueueService.MessageNotInflight");

    private SqsFailure() {}

    /**
     * Throttling, 5xx, a timeout and anything wrong with the network pass; refused credentials, missing rights and a
     * missing queue stay until somebody changes something.
     *
     * @param doing what failed, as in "queueing jobs"
     */
    static Outage outage(String doing, Throwable failure) {
        String what = doing + " in SQS: " + failure.getMessage();
        return passes(failure) ? Outage.passing(what, failure) : Outage.lasting(what, failure);
    }

    /** The network broke when the answer had begun: the SDK takes that for an answer that says little. */
    static Outage cutShort(String doing) {
        return Outage.passing(doing + " in SQS: the answer was cut short", new EOFException());
    }

    private static boolean passes(Throwable failure) {
        return switch (failure) {
            case QueueDoesNotExistException missing -> false;
            case AwsServiceException refused ->
                refused.isThrottlingException()
                        || refused.isClockSkewException()
                        || refused.statusCode() >= 500
                        || PASSING.contains(code(refused));
            case ApiCallTimeoutException late -> true;
            case ApiCallAttemptTimeoutException late -> true;
            case AbortedException interrupted -> true;
            default -> isOfTheNetwork(failure);
        };
    }

    /** What the SDK itself says without an I/O error beneath it is about credentials, addresses and other settings. */
    private static boolean isOfTheNetwork(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the service said no more than that the receipt is void, or that its 12 hours are over. */
    static boolean isVoidReceipt(AwsServiceException refused) {
        return refused instanceof ReceiptHandleIsInvalidException
                || refused instanceof MessageNotInflightException
                || isVoidReceipt(code(refused));
    }

    static boolean isVoidReceipt(String code) {
        return VOID_RECEIPT.contains(code);
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? ""
                : refused.awsErrorDetails().errorCode();
    }
}
