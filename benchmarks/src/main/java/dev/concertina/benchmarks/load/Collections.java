package dev.concertina.benchmarks.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The garbage collections of this program, each in the phase in which it began. Load and engine
 * share one heap, so a pause of either stops both.
 */
final class Collections implements AutoCloseable {

  private static final List<NotificationEmitter> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(NotificationEmitter.class::isInstance)
          .map(NotificationEmitter.class::cast)
          .toList();

  private final NotificationListener listener;

  private Collections(NotificationListener listener) {
    this.listener = listener;
  }

  static Collections watch(Timeline timeline) {
    NotificationListener listener = (notification, handback) -> tell(timeline, notification);
    COLLECTORS.forEach(emitter -> emitter.addNotificationListener(listener, null, null));
    return new Collections(listener);
  }

  private static void tell(Timeline timeline, Notification notification) {
    if (notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && notification.getUserData() instanceof CompositeData data) {
      GcInfo collection = GarbageCollectionNotificationInfo.from(data).getGcInfo();
      long agoMillis = ManagementFactory.getRuntimeMXBean().getUptime() - collection.getStartTime();
      timeline
          .at(System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(agoMillis))
          .collected(collection.getDuration());
    }
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : COLLECTORS) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("a listener that was added is not there", e);
      }
    }
  }
}
