package dev.concertina.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the numbers were measured on, as far as a program can tell. */
public final class Machine {

  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /** As it is now; the load tells whether the machine was quiet before. */
  public static Map<String, Object> describe() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("processor", find("/proc/cpuinfo", MODEL));
    machine.put("memory kB", find("/proc/meminfo", MEMORY));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    machine.put(
        "java options",
        String.join(
            " ",
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .toList()));
    machine.put("load before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    return machine;
  }

  private static String find(String file, Pattern pattern) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return UNKNOWN;
    }
    try {
      return pattern
          .matcher(Files.readString(path))
          .results()
          .findFirst()
          .map((MatchResult found) -> found.group(1))
          .orElse(UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
