package dev.safelight.domain.image;

import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Verdict;

/**
 * What was measured, what it was held to be, and under which policy: enough to judge again under other limits.
 *
 * @param policyVersion of the {@link dev.safelight.domain.rule.Policy} that gave the verdict
 */
public record Judgement(Measurements measurements, Verdict verdict, String policyVersion) {}
