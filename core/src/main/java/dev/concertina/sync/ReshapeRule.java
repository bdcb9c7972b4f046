package dev.concertina.sync;

import static dev.concertina.sync.Plpgsql.differs;
import static dev.concertina.sync.Plpgsql.indent;
import static dev.concertina.sync.Plpgsql.isGiven;
import static dev.concertina.sync.Plpgsql.newValue;
import static dev.concertina.sync.Plpgsql.rowDiffers;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Old columns and the new ones that they become. As with {@link ShadowRule}, the row itself says
 * who wrote it: of the two sides, each taken as a whole, the one that changed.
 *
 * @param olds the old columns, each with {@code down}: new shape → old column
 * @param news the new columns, each with {@code up}: old shape → new column
 */
public record ReshapeRule(List<Side> olds, List<Side> news) implements SyncRule {

  private static final Identifier IN_STEP = new Identifier("in_step");

  /**
   * A column of one side.
   *
   * @param from its value, over the other side
   */
  public record Side(Identifier column, Conversion from) {

    private Identifier variable() {
      return column.derived("reshaped");
    }

    private Sql value() {
      return from.value(name -> name);
    }
  }

  public ReshapeRule {
    olds = List.copyOf(olds);
    news = List.copyOf(news);
  }

  @Override
  public Optional<Sql> oneWay() {
    return Optional.of(writeNew());
  }

  /** An INSERT that gives any new column was written by a new writer: they have no defaults. */
  @Override
  public Optional<Sql> newToOld(Authority authority) {
    Sql update =
        switch (authority) {
          case OLD -> Sql.of("IF NOT {} THEN\n{}END IF;\n", changed(olds), indent(writeOld()));
          case NEW ->
              Sql.of(
                  "IF {} THEN\n{}ELSE\n{}END IF;\n",
                  changed(olds),
                  indent(writeOldUnlessInStep()),
                  indent(writeOld()));
        };
    return Optional.of(
        Sql.of(
            "IF TG_OP = 'INSERT' THEN\n  IF {} THEN\n{}  END IF;\nELSIF {} THEN\n{}END IF;\n",
            isAnyGiven(),
            indent(indent(writeOldUnlessInStep())),
            changed(news),
            indent(update)));
  }

  /** Where the old side is not what {@code down} makes of the new one, it was written. */
  @Override
  public Optional<Sql> oldToNew() {
    Sql downs =
        Sql.join("", olds.stream().map(old -> old.from().assign(old.variable(), ON_NEW)).toList());
    return Optional.of(
        Sql.of(
            """
            BEGIN
            {}  {} := NOT {};
            EXCEPTION WHEN OTHERS THEN
              {} := false;
            END;
            IF NOT {} OR (TG_OP = 'INSERT' AND NOT ({})) THEN
            {}END IF;
            """,
            indent(downs),
            IN_STEP,
            differs(row(olds, side -> newValue(side.column())), row(olds, ReshapeRule::variable)),
            IN_STEP,
            IN_STEP,
            isAnyGiven(),
            indent(writeNew())));
  }

  @Override
  public Sql mayWriteOld(Event event) {
    return event == Event.INSERT ? isAnyGiven() : changed(news);
  }

  @Override
  public Sql mayWriteNew(Event event, boolean open) {
    return open && event == Event.UPDATE ? rowDiffers(involved()) : Plpgsql.ALWAYS;
  }

  /** Every column on which it depends whether the two sides agree. */
  private Set<Identifier> involved() {
    Set<Identifier> columns = new LinkedHashSet<>();
    sides().forEach(side -> columns.add(side.column()));
    sides().forEach(side -> columns.addAll(side.from().expression().columns()));
    return columns;
  }

  @Override
  public List<Variable> variables() {
    return Stream.concat(
            sides().map(side -> new Variable(side.variable(), side.from().type())),
            Stream.of(new Variable(IN_STEP, new TypeName("boolean"))))
        .toList();
  }

  @Override
  public List<Sql> helpers() {
    return Stream.concat(
            sides().flatMap(side -> side.from().valueHelper().stream()),
            news.stream().flatMap(side -> side.from().errorHelper().stream()))
        .toList();
  }

  @Override
  public List<Sql> helperSignatures() {
    return Stream.concat(
            sides().flatMap(side -> side.from().valueSignature().stream()),
            news.stream().flatMap(side -> side.from().errorSignature().stream()))
        .toList();
  }

  @Override
  public boolean needsBackfill() {
    return true;
  }

  @Override
  public List<Filled> filled() {
    return news.stream().map(side -> new Filled(side.column(), side.value())).toList();
  }

  @Override
  public Sql pending() {
    return isNotWhatTheOtherSideSays(news);
  }

  @Override
  public List<Mismatch> afterBackfill() {
    return withUnconvertible(pending());
  }

  @Override
  public List<Mismatch> whileOpen() {
    return withUnconvertible(Sql.of("{} AND {}", pending(), isNotWhatTheOtherSideSays(olds)));
  }

  private List<Mismatch> withUnconvertible(Sql differing) {
    List<Mismatch> mismatches = new ArrayList<>();
    mismatches.add(
        new Mismatch(
            differing,
            words(news) + " is not what " + words(olds) + " says",
            Optional.empty(),
            PastTheSync.HINT));
    for (Side side : news) {
      side.from()
          .error(name -> name)
          .ifPresent(
              error ->
                  mismatches.add(
                      new Mismatch(
                          Sql.of("{} IS NULL AND {} IS NOT NULL", side.column(), error),
                          "`up` has no value for " + side.column(),
                          Optional.of(error),
                          "correct these rows through "
                              + words(olds)
                              + ", or abort and write an"
                              + " `up` that covers them")));
    }
    return mismatches;
  }

  private static final Function<Identifier, Sql> ON_NEW = Plpgsql::newValue;

  private Sql writeNew() {
    return Sql.join(
        "",
        news.stream()
            .map(side -> side.from().assignOrNull(newValue(side.column()), ON_NEW))
            .toList());
  }

  private Sql writeOld() {
    return Sql.join(
        "",
        olds.stream().map(side -> side.from().assign(newValue(side.column()), ON_NEW)).toList());
  }

  /** A pair that is consistent already is left alone: a lossy {@code down} must not cut it. */
  private Sql writeOldUnlessInStep() {
    Sql ups =
        Sql.join(
            "",
            news.stream().map(side -> side.from().assignOrNull(side.variable(), ON_NEW)).toList());
    return Sql.of(
        "{}IF {} THEN\n{}END IF;\n",
        ups,
        differs(row(news, side -> newValue(side.column())), row(news, ReshapeRule::variable)),
        indent(writeOld()));
  }

  private Sql isAnyGiven() {
    return Sql.join(" OR ", news.stream().map(side -> isGiven(newValue(side.column()))).toList());
  }

  private static Sql changed(List<Side> sides) {
    return rowDiffers(sides.stream().map(Side::column).toList());
  }

  private static Sql isNotWhatTheOtherSideSays(List<Side> sides) {
    return differs(
        row(sides, side -> Sql.of("{}", side.column())), row(sides, side -> side.value()));
  }

  private static Sql variable(Side side) {
    return Sql.of("{}", side.variable());
  }

  private static Sql row(List<Side> sides, Function<Side, Sql> value) {
    return Sql.join(", ", sides.stream().map(value).toList());
  }

  private Stream<Side> sides() {
    return Stream.concat(olds.stream(), news.stream());
  }

  private static String words(List<Side> sides) {
    return String.join(", ", sides.stream().map(side -> side.column().value()).toList());
  }
}
