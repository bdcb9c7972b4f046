package dev.concertina.client;

/**
 * One running instance of an application.
 *
 * @param application its name: {@code billing}
 * @param release its version, for people: {@code 1.8.2}
 * @param name what tells it from other instances of the application: the host, the pod
 * @param knows the newest migration that its code was written for: {@code 7}, {@code 20261121.1}
 */
public record Instance(String application, String release, String name, String knows) {

  private static final int LONGEST = 200;

  public Instance {
    for (String text : new String[] {application, release, name, knows}) {
      if (text.isBlank() || text.length() > LONGEST) {
        throw new IllegalArgumentException("1 to " + LONGEST + " characters: \"" + text + "\"");
      }
    }
  }
}
