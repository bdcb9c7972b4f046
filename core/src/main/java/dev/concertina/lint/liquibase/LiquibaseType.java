package dev.concertina.lint.liquibase;

import dev.concertina.sql.TypeName;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquibase's names of types, which are those of many databases, as PostgreSQL's. */
final class LiquibaseType {

  private static final Pattern SHAPE = Pattern.compile("(?s)([\\w.]+)\\s*(\\(.*\\))?(.*)");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("tinyint", "smallint"),
          Map.entry("mediumint", "integer"),
          Map.entry("number", "numeric"),
          Map.entry("currency", "numeric"),
          Map.entry("double", "double precision"),
          Map.entry("bit", "boolean"),
          Map.entry("datetime", "timestamp"),
          Map.entry("datetime2", "timestamp"),
          Map.entry("smalldatetime", "timestamp"),
          Map.entry("nchar", "char"),
          Map.entry("nvarchar", "varchar"),
          Map.entry("varchar2", "varchar"),
          Map.entry("nvarchar2", "varchar"),
          Map.entry("clob", "text"),
          Map.entry("nclob", "text"),
          Map.entry("longtext", "text"),
          Map.entry("mediumtext", "text"),
          Map.entry("longvarchar", "text"),
          Map.entry("ntext", "text"),
          Map.entry("blob", "bytea"),
          Map.entry("longblob", "bytea"),
          Map.entry("binary", "bytea"),
          Map.entry("varbinary", "bytea"),
          Map.entry("longvarbinary", "bytea"),
          Map.entry("image", "bytea"));

  private LiquibaseType() {}

  static TypeName of(String written) {
    String type = written.strip().replaceFirst("(?i)^java\\.sql\\.Types\\.", "");
    Matcher shape = SHAPE.matcher(type);
    if (!shape.matches()) {
      return new TypeName(type);
    }
    String name = shape.group(1).toLowerCase(Locale.ROOT);
    String known = NAMES.get(name);
    if (known == null) {
      return new TypeName(type);
    }
    boolean sized = known.equals("varchar") || known.equals("char") || known.equals("numeric");
    String size =
        shape.group(2) == null ? "" : shape.group(2).replaceAll("(?i)\\s+(char|byte)", "");
    return new TypeName(known + (sized ? size : ""));
  }
}
