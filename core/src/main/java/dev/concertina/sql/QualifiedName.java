package dev.concertina.sql;

/** A schema and a name in it: one object, whatever the search path says. */
public record QualifiedName(Identifier schema, Identifier name)
    implements SqlPart, Comparable<QualifiedName> {

  public static QualifiedName of(String schema, String name) {
    return new QualifiedName(new Identifier(schema), new Identifier(name));
  }

  /** Another object of the same schema. */
  public QualifiedName sibling(Identifier other) {
    return new QualifiedName(schema, other);
  }

  /** A name for something that belongs to this object and stands in another schema. */
  public Identifier derived(String suffix) {
    return name.derived(suffix, schema.value());
  }

  @Override
  public String sql() {
    return schema.sql() + '.' + name.sql();
  }

  @Override
  public int compareTo(QualifiedName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  /** For people: unquoted, {@code public.users}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
