package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** What the scripts so far say of the schema. Of what they do not mention nothing is known. */
public interface Schema {

  /** A table, view or the like that some script has mentioned or created. */
  Optional<Relation> relation(QualifiedName name);

  /** The release that created a relation; empty if no script did. */
  default Optional<Integer> createdIn(QualifiedName name) {
    return relation(name).flatMap(Relation::createdIn);
  }
}
