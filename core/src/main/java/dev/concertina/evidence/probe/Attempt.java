package dev.concertina.evidence.probe;

import dev.concertina.sql.Identifier;
import java.util.List;

/**
 * A question under one search path.
 *
 * @param question its place among the questions
 */
record Attempt(int question, List<Identifier> path) {}
