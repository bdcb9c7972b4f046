package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/**
 * What is known of a table or view.
 *
 * @param createdIn the release that created it; empty if it was there before all scripts
 */
public record Relation(QualifiedName name, Optional<Integer> createdIn) {}
