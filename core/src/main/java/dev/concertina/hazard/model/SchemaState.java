package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.Set;

/** All of a {@link RunningSchema} that actions change, at one moment. */
record SchemaState(
    Map<QualifiedName, Relation> relations,
    Map<QualifiedName, IndexFacts> indexes,
    Map<QualifiedName, Integer> objects,
    Set<String> constrainedDomains,
    Map<QualifiedName, Integer> vacated,
    boolean grants) {}
