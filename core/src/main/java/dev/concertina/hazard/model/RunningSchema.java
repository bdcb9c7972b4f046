package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The schema while the scripts are read: actions change it, rules see a {@link Schema}. */
public final class RunningSchema implements Schema {

  private final Map<QualifiedName, Relation> relations = new HashMap<>();
  private int release;

  /** The next actions belong to this release. */
  public void startRelease(int number) {
    release = number;
  }

  @Override
  public Optional<Relation> relation(QualifiedName name) {
    return Optional.ofNullable(relations.get(name));
  }

  /** The release now creates a relation. */
  public void create(QualifiedName name) {
    relations.put(name, new Relation(name, Optional.of(release)));
  }
}
