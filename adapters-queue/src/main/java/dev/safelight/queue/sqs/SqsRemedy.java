package dev.safelight.queue.sqs;

import dev.safelight.application.Outage;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What to do when SQS does not answer or does not let us in. */
final class SqsRemedy {

    static final String RIGHTS = "Give our key or role the rights sqs:GetQueueUrl, sqs:GetQueueAttributes,"
            + " sqs:SendMessage, sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility";

    private static final Set<String> UNKNOWN_KEY =
            Set.of("InvalidClientTokenId", "UnrecognizedClientException", "UnrecognizedClient", "InvalidAccessKeyId");

    private SqsRemedy() {}

    static String of(Outage outage) {
        if (outage.getCause() instanceof AwsServiceException answer) {
            return of(answer);
        }
        if (isCausedBy(outage, UnknownHostException.class)) {
            return "Nobody knows this host name here. Correct SAFELIGHT_SQS_ENDPOINT or SAFELIGHT_SQS_REGION, or the DNS of"
                    + " this machine.";
        }
        if (isCausedBy(outage, ConnectException.class)) {
            return "Nobody listens there. Start the server, or correct SAFELIGHT_SQS_ENDPOINT.";
        }
        if (isCausedBy(outage, SSLException.class)) {
            return "TLS does not come about. Correct SAFELIGHT_SQS_ENDPOINT, or let it show a certificate that Java trusts.";
        }
        if (outage.getCause() instanceof SdkClientException && !outage.retryHelps()) {
            return "This machine has no credentials: set SAFELIGHT_SQS_ACCESS_KEY and SAFELIGHT_SQS_SECRET_KEY, or give it a"
                    + " role.";
        }
        return "Look at the network between here and SQS (a VPC endpoint, a firewall), or correct SAFELIGHT_SQS_ENDPOINT.";
    }

    private static String of(AwsServiceException answer) {
        String code = code(answer);
        if (UNKNOWN_KEY.contains(code)) {
            return "The service does not know the key id. Correct SAFELIGHT_SQS_ACCESS_KEY.";
        }
        if (code.equals("SignatureDoesNotMatch")) {
            return "The secret does not go with the key id: correct SAFELIGHT_SQS_SECRET_KEY. Or the region is wrong:"
                    + " SAFELIGHT_SQS_REGION.";
        }
        if (answer.isClockSkewException()) {
            return "Set the clock of this machine by NTP: timedatectl set-ntp true";
        }
        return answer.statusCode() >= 500 ? "The service has trouble of its own: run this again later." : RIGHTS;
    }

    static boolean isDenial(AwsServiceException answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || code(answer).startsWith("AccessDenied");
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
    }

    private static boolean isCausedBy(Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
