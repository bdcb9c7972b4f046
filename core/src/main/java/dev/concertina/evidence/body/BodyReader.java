package dev.concertina.evidence.body;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.parser.Token;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the names in bodies. Each statement by PostgreSQL's grammar; of one that it refuses, and of
 * another language, every word. Thread-safe.
 */
public final class BodyReader {

  /** The functions by which other languages run SQL. */
  private static final Pattern RUNS_SQL =
      Pattern.compile(
          "\\bexecute\\b|\\w*spi_?\\w+\\b|\\bpg\\.spi|\\.(?:prepare|cursor)\\b|\\bsql\\b",
          Pattern.CASE_INSENSITIVE);

  /** It ends a constant where backslashes escape, and does not where they do not. */
  private static final Pattern DOUBTFUL = Pattern.compile("(?s)'.*\\\\'.*");

  private static final int LONGEST = 1 << 20;

  /** A gate asks for the same bodies again and again. */
  private static final int REMEMBERED = 500;

  private record Text(String language, String body) {}

  private final Map<Text, Body> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Text, Body> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final PostgresParser parser;

  public BodyReader(PostgresParser parser) {
    this.parser = parser;
  }

  /** Never fails: of what cannot be read, the words count. */
  public Body read(String language, String body) {
    Text text = new Text(language, body);
    Body known = remembered.get(text);
    if (known == null) {
      known = readAnew(language, body);
      remembered.put(text, known);
    }
    return known;
  }

  /** The pieces of a body in PL/pgSQL; none where it cannot be cut. */
  public Set<Signature> pieces(String body) {
    try {
      return Cutter.cut(parser.tokens(body)).pieces().stream()
          .map(Cut::signature)
          .collect(Collectors.toSet());
    } catch (SqlSyntaxException e) {
      return Set.of();
    }
  }

  /** The same of a counted text; none where it is cut short. */
  public Optional<Signature> signature(String counted) {
    try {
      return Optional.of(Signature.of(parser.tokens(counted)).withoutTarget());
    } catch (SqlSyntaxException e) {
      return Optional.empty();
    }
  }

  private Body readAnew(String language, String body) {
    boolean isSql = language.equals("sql") || language.equals("plpgsql");
    if (!isSql) {
      return words(body, RUNS_SQL.matcher(body).find(), Body.Sight.WORDS);
    }
    if (body.length() > LONGEST) {
      return words(body, false, Body.Sight.NOT_WHOLE);
    }
    try {
      return language.equals("sql") ? sql(body) : plpgsql(body);
    } catch (SqlSyntaxException e) {
      // PostgreSQL's scanner refuses it, as the server itself would: nothing but its words is left.
      return words(body, false, Body.Sight.NOT_WHOLE);
    }
  }

  private static Body words(String body, boolean buildsSql, Body.Sight sight) {
    Facts facts = Facts.ofBody();
    facts.see(sight);
    if (buildsSql) {
      facts.buildsSql();
    }
    new WordFacts(facts).read(body);
    return facts.body();
  }

  private Body sql(String body) {
    Facts facts = Facts.ofBody();
    sql(facts, body);
    return facts.body();
  }

  private void sql(Facts facts, String body) {
    List<Token> tokens = tokens(body, facts);
    try {
      for (ParsedStatement statement : parser.parse(body).statements()) {
        read(facts, statement.tree(), Optional.empty(), tokens);
      }
    } catch (SqlSyntaxException e) {
      new WordFacts(facts).read(tokens);
    }
  }

  private Body plpgsql(String body) {
    Facts facts = Facts.ofBody();
    Cuts cuts = Cutter.cut(tokens(body, facts));
    cuts.variables().forEach(variable -> declare(facts, variable));
    cuts.odd().forEach(new WordFacts(facts)::read);
    if (cuts.buildsSql()) {
      facts.buildsSql();
    }
    pieces(facts, cuts.pieces());
    cuts.executed().forEach(script -> sql(facts, script));
    return facts.body();
  }

  /** All in one, because each call of the grammar costs; one by one where it refuses that. */
  private void pieces(Facts facts, List<Cut> pieces) {
    Optional<List<ParsedStatement>> together =
        parsed(pieces.stream().map(Cut::sql).collect(Collectors.joining(";\n")))
            .filter(statements -> statements.size() == pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      Cut cut = pieces.get(i);
      int at = i;
      Optional<Node> tree =
          together
              .map(all -> all.get(at).tree())
              .or(() -> parsed(cut.sql()).filter(s -> s.size() == 1).map(s -> s.get(0).tree()));
      if (tree.isPresent()) {
        read(facts, tree.get(), Optional.of(cut), cut.tokens());
      } else {
        refused(facts, cut);
      }
    }
  }

  private static void refused(Facts facts, Cut cut) {
    new WordFacts(facts).read(cut.tokens());
    cut.targets().forEach(target -> facts.useWhole(target.get(0)));
  }

  private Optional<List<ParsedStatement>> parsed(String sql) {
    try {
      return Optional.of(parser.parse(sql).statements());
    } catch (SqlSyntaxException e) {
      return Optional.empty();
    }
  }

  private static void read(Facts facts, Node tree, Optional<Cut> cut, List<Token> tokens) {
    if (TreeFacts.canRead(tree)) {
      TreeFacts.read(facts, tree, cut);
    } else {
      if (tree.is("ExecuteStmt") || tree.is("DoStmt") || tree.is("PrepareStmt")) {
        facts.buildsSql();
      }
      new WordFacts(facts).read(tokens);
    }
  }

  /** {@code users}, {@code users%ROWTYPE}, {@code users.name%TYPE}, {@code users[]}. */
  private static void declare(Facts facts, Declaration variable) {
    Tokens type = new Tokens(variable.type());
    List<String> parts = type.chain();
    if (parts.isEmpty()) {
      new WordFacts(facts).read(variable.type());
    } else if (type.next().equals("%") && type.word(1).equals("TYPE")) {
      new WordFacts(facts).readColumn(parts);
    } else {
      boolean isPlain = type.isAtEnd() || (type.next().equals("%") && type.word(2).isEmpty());
      facts.declare(variable.variable(), Name.of(parts), isPlain);
    }
  }

  private List<Token> tokens(String body, Facts facts) {
    List<Token> tokens = parser.tokens(body);
    boolean doubtful =
        tokens.stream()
            .filter(token -> token.kind() == Token.Kind.STRING)
            .anyMatch(token -> DOUBTFUL.matcher(token.text()).matches());
    if (doubtful) {
      new WordFacts(facts).read(body);
    }
    return tokens;
  }
}
