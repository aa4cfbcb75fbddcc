package com.postmagiq.kernel.problem;

/**
 * A rule that the database itself holds, and the refusal it stands for: what our own checks should
 * have refused before is then still a refusal, and no failure. Modules declare theirs as beans.
 *
 * @param sqlState raised by the rule
 * @param detail a sentence for the person who reads it
 */
public record StoredRule(String sqlState, Problem problem, String detail) {}
