package dev.safelight.application.operation;

import java.util.Optional;

/**
 * Who does something for all owners.
 *
 * @param name of the key; the same for all who have none
 * @param key how the SHA-256 of the key begins, by which those of one name are told apart; empty where an older version
 *     wrote it down
 */
public record Operator(String name, Optional<String> key) {}
