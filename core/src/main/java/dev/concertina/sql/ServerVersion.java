package dev.concertina.sql;

/**
 * A PostgreSQL server version.
 *
 * @param number {@code server_version_num}, for instance 180006
 */
public record ServerVersion(int number) {

  /** The oldest major version that Concertina works with. */
  public static final int OLDEST_SUPPORTED = 14;

  public int major() {
    return number / 10_000;
  }

  public boolean isAtLeast(int major) {
    return major() >= major;
  }

  @Override
  public String toString() {
    return major() + "." + number % 10_000;
  }
}
