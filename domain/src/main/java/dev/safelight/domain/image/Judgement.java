package dev.safelight.domain.image;

import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Verdict;

/**
 * What the photo was judged on, what it was held to be, and under which policy: enough to judge again under other
 * limits.
 *
 * @param policyVersion the {@link Policy#version()} that gave the verdict
 */
public record Judgement(Evidence evidence, Verdict verdict, String policyVersion) {

    /** The verdict of {@code policy} on {@code evidence}. */
    public static Judgement of(Evidence evidence, Policy policy) {
        return new Judgement(evidence, policy.judge(evidence), policy.version());
    }

    public Measurements measurements() {
        return evidence.measured();
    }
}
