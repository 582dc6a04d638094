/** The queue on Amazon SQS and on what speaks its protocol. */
@NullMarked
package dev.safelight.queue.sqs;

import org.jspecify.annotations.NullMarked;
