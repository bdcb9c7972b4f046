package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Map;

/** All of a {@link RunningSchema} that actions change, at one moment. */
record SchemaState(
    Map<QualifiedName, Relation> relations,
    Map<QualifiedName, IndexFacts> indexes,
    RunningObjects.State objects,
    Map<QualifiedName, Integer> vacated,
    boolean grants) {}
