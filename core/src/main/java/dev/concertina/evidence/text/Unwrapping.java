package dev.concertina.evidence.text;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.Token;
import java.util.List;
import java.util.Optional;

/**
 * Finds the query inside EXPLAIN, DECLARE, PREPARE, COPY (query) and CREATE TABLE AS. It cuts the
 * text; whether what is left is one query, the grammar is asked anew.
 */
final class Unwrapping {

  private final List<Token> tokens;

  /**
   * Cuts nothing yet.
   *
   * @param tokens of the statement, with offsets in its text
   */
  Unwrapping(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The text of the query inside, if the command holds one. */
  Optional<String> inner(ParsedStatement statement) {
    Node tree = statement.tree();
    String sql = statement.text();
    return switch (tree.kind()) {
      case "ExplainStmt" -> afterExplain(sql);
      case "DeclareCursorStmt" -> after("for", sql);
      case "PrepareStmt" -> after("as", sql);
      case "CopyStmt" -> tree.node("query").flatMap(query -> inParentheses(sql));
      case "CreateTableAsStmt" -> after("as", sql).map(this::withoutData);
      case "SelectStmt" -> Optional.of(withoutInto(sql));
      default -> Optional.empty();
    };
  }

  /** EXPLAIN ANALYZE VERBOSE …, or EXPLAIN (…) …, or both. */
  private Optional<String> afterExplain(String sql) {
    int at = 1;
    while (at < tokens.size()
        && (tokens.get(at).is("analyze")
            || tokens.get(at).is("analyse")
            || tokens.get(at).is("verbose"))) {
      at++;
    }
    if (at == 1 && tokens.get(at).is("(") && isOptions(at + 1)) {
      at = closing(at) + 1;
    }
    return from(at, sql);
  }

  /** EXPLAIN (SELECT …) has no options. */
  private boolean isOptions(int at) {
    Token first = tokens.get(at);
    return List.of("select", "with", "values", "table", "(").stream().noneMatch(first::is);
  }

  private Optional<String> inParentheses(String sql) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        return Optional.of(sql.substring(tokens.get(i).end(), tokens.get(closing(i)).start()));
      }
    }
    return Optional.empty();
  }

  /** Behind the first such word that stands in no parentheses. */
  private Optional<String> after(String word, String sql) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        i = closing(i);
      } else if (tokens.get(i).is(word)) {
        return from(i + 1, sql);
      }
    }
    return Optional.empty();
  }

  private Optional<String> from(int at, String sql) {
    return at < tokens.size()
        ? Optional.of(sql.substring(tokens.get(at).start()))
        : Optional.empty();
  }

  /** WITH [NO] DATA is the end of CREATE TABLE AS. */
  private String withoutData(String query) {
    int last = tokens.size() - 1;
    if (!tokens.get(last).is("data")) {
      return query;
    }
    int with = tokens.get(last - 1).is("no") ? last - 2 : last - 1;
    if (!tokens.get(with).is("with")) {
      return query;
    }
    int length = tokens.get(last).end() - tokens.get(with).start();
    return query.substring(0, query.length() - length);
  }

  /** SELECT … INTO [TEMPORARY | TEMP | UNLOGGED] [TABLE] name …: the rest is the query. */
  private String withoutInto(String sql) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        i = closing(i);
      } else if (tokens.get(i).is("into")) {
        int end = i + 1;
        while (List.of("temporary", "temp", "unlogged", "table").stream()
            .anyMatch(tokens.get(end)::is)) {
          end++;
        }
        while (end + 1 < tokens.size() && tokens.get(end + 1).is(".")) {
          end += 2;
        }
        return sql.substring(0, tokens.get(i).start()) + sql.substring(tokens.get(end).end());
      }
    }
    return sql;
  }

  private int closing(int opening) {
    int depth = 0;
    for (int i = opening; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }
}
