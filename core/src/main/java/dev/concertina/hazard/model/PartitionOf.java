package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;

/**
 * What a partition is to its parent.
 *
 * @param isDefault whether it takes the rows that no other partition takes
 */
public record PartitionOf(QualifiedName parent, boolean isDefault) {}
