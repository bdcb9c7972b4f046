package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.differs;
import static dev.concertina.sync.Plpgsql.indent;
import static dev.concertina.sync.Plpgsql.isGiven;
import static dev.concertina.sync.Plpgsql.newValue;
import static dev.concertina.sync.Plpgsql.oldValue;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An old column and the shadow that holds its new shape. The row itself says who wrote it: of the
 * two, the one that changed.
 *
 * @param old the column of the old shape
 * @param logical the shadow's name in the new shape, by which {@code down} calls it
 * @param shadow the shadow's name in the table
 * @param up old shape → shadow
 * @param down new shape → old column
 * @param comparison of two values of the shadow, in conditions
 * @param lossless whether neither {@code up} nor {@code down} loses anything, so that both shapes
 *     agree just where the shadow is {@code up} of the old column; {@code up} is total
 */
public record ShadowRule(
    Identifier old,
    Identifier logical,
    Identifier shadow,
    Conversion up,
    Conversion down,
    Comparison comparison,
    boolean lossless)
    implements ColumnRule {

  private static final Identifier IN_STEP = new Identifier("in_step");

  @Override
  public Identifier column() {
    return shadow;
  }

  @Override
  public Optional<Sql> oneWay() {
    return Optional.of(up.assignOrNull(newValue(shadow), Plpgsql::newValue));
  }

  /**
   * An INSERT whose shadow is not NULL was written by a new writer, since the shadow has no
   * default. A pair that is consistent already is left alone: a row that moves between partitions
   * fires INSERT triggers again, and a lossy {@code down} must not cut its old value.
   */
  @Override
  public Optional<Sql> newToOld(Authority authority) {
    Sql insert =
        Sql.of(
            "IF {} THEN\n{}END IF;\n", isGiven(newValue(shadow)), indent(writeOldUnlessInStep()));
    Sql update =
        switch (authority) {
          case OLD ->
              Sql.of(
                  "IF {} AND NOT {} THEN\n  {}END IF;\n",
                  changed(shadow),
                  changed(old),
                  writeOld());
          case NEW ->
              Sql.of(
                  "IF {} THEN\n  IF {} THEN\n{}  ELSE\n    {}  END IF;\nEND IF;\n",
                  changed(shadow),
                  changed(old),
                  indent(indent(writeOldUnlessInStep())),
                  writeOld());
        };
    return Optional.of(
        Sql.of("IF TG_OP = 'INSERT' THEN\n{}ELSE\n{}END IF;\n", indent(insert), indent(update)));
  }

  /**
   * Where the old column is not what {@code down} makes of the shadow, the old side was written.
   */
  @Override
  public Optional<Sql> oldToNew() {
    Sql write = up.assignOrNull(newValue(shadow), Plpgsql::newValue);
    if (lossless) {
      Sql upOfNew = up.expression().bind(Plpgsql::newValue);
      return Optional.of(
          Sql.of("IF {} THEN\n{}END IF;\n", differs(upOfNew, newValue(shadow)), indent(write)));
    }
    return Optional.of(
        Sql.of(
            """
            BEGIN
              {}  {} := NOT {};
            EXCEPTION WHEN OTHERS THEN
              {} := false;
            END;
            IF NOT {} OR {} THEN
            {}END IF;
            """,
            down.assign(downVariable(), this::onNew),
            IN_STEP,
            differs(newValue(old), downVariable()),
            IN_STEP,
            IN_STEP,
            isOmitted(),
            indent(write)));
  }

  /** Where something stands in for a NULL, no writer leaves one in the shadow. */
  private Sql isOmitted() {
    Sql missing = Sql.of("NOT {}", isGiven(newValue(shadow)));
    return up.standIn().isPresent() ? missing : Sql.of("(TG_OP = 'INSERT' AND {})", missing);
  }

  @Override
  public Sql mayWriteOld(Event event) {
    return event == Event.INSERT
        ? isGiven(newValue(shadow))
        : comparison.differs(newValue(shadow), oldValue(shadow));
  }

  @Override
  public Sql mayWriteNew(Event event, boolean open) {
    if (lossless) {
      return comparison.differs(newValue(shadow), up.expression().bind(Plpgsql::newValue));
    }
    return open && event == Event.UPDATE ? Plpgsql.rowDiffers(involved()) : Plpgsql.ALWAYS;
  }

  /** Every column on which it depends whether the two shapes agree. */
  private Set<Identifier> involved() {
    Set<Identifier> columns = new LinkedHashSet<>(List.of(old, shadow));
    columns.addAll(up.columns());
    down.columns().stream().map(Plpgsql.renaming(logical, shadow)).forEach(columns::add);
    return columns;
  }

  @Override
  public List<Variable> variables() {
    return List.of(
        new Variable(upVariable(), up.type()),
        new Variable(downVariable(), down.type()),
        new Variable(IN_STEP, new TypeName("boolean")));
  }

  @Override
  public List<Sql> helpers() {
    return lossless
        ? List.of()
        : Stream.of(up.valueHelper(), up.errorHelper(), down.valueHelper())
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public List<Sql> helperSignatures() {
    return lossless
        ? List.of()
        : Stream.of(up.valueSignature(), up.errorSignature(), down.valueSignature())
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public boolean needsBackfill() {
    return true;
  }

  @Override
  public Sql value() {
    return up.value(name -> name);
  }

  @Override
  public Sql pending() {
    return comparison.differs(shadow, value());
  }

  @Override
  public List<Mismatch> afterBackfill() {
    return withUnconvertible(differs(shadow, value()));
  }

  @Override
  public List<Mismatch> whileOpen() {
    if (lossless) {
      return afterBackfill();
    }
    return withUnconvertible(
        Sql.of(
            "{} AND {}",
            differs(shadow, value()),
            differs(old, down.value(Plpgsql.renaming(logical, shadow)))));
  }

  private List<Mismatch> withUnconvertible(Sql differing) {
    List<Mismatch> mismatches = new ArrayList<>();
    mismatches.add(
        new Mismatch(
            differing,
            logical.equals(old)
                ? "the new " + logical + " is not what the old one says"
                : logical + " is not what " + old + " says",
            Optional.empty(),
            PastTheSync.HINT));
    up.error(name -> name)
        .ifPresent(
            error ->
                mismatches.add(
                    new Mismatch(
                        Sql.of("{} IS NULL AND {} IS NOT NULL", shadow, error),
                        old + " has a value that the new shape cannot hold",
                        Optional.of(error),
                        "correct these rows through the old column, or write a migration whose"
                            + " `up` covers them; then run the command again")));
    return mismatches;
  }

  private Sql writeOldUnlessInStep() {
    if (up.total()) {
      return Sql.of(
          "IF {} THEN\n  {}END IF;\n",
          differs(newValue(shadow), up.expression().bind(Plpgsql::newValue)),
          writeOld());
    }
    return Sql.of(
        "{}IF {} THEN\n  {}END IF;\n",
        up.assignOrNull(upVariable(), Plpgsql::newValue),
        differs(newValue(shadow), upVariable()),
        writeOld());
  }

  private Sql writeOld() {
    return down.assign(newValue(old), this::onNew);
  }

  private Sql onNew(Identifier name) {
    return newValue(name.equals(logical) ? shadow : name);
  }

  private static Sql changed(Identifier column) {
    return differs(newValue(column), oldValue(column));
  }

  private Identifier upVariable() {
    return shadow.derived("up");
  }

  private Identifier downVariable() {
    return shadow.derived("down");
  }
}
