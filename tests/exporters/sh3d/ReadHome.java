import com.eteks.sweethome3d.io.HomeFileRecorder;
import com.eteks.sweethome3d.model.*;

/** Prints what Sweet Home 3D's own reader finds in a file: walls, rooms, doors and windows as JSON lines; cm, y down. */
public class ReadHome {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      Home home = new HomeFileRecorder(0, false, null, false, true).readHome(file);
      System.out.printf("{\"home\": \"%s\"}%n", file);
      for (Wall w : home.getWalls())
        System.out.printf("{\"wall\": [%s, %s, %s, %s], \"thickness\": %s, \"height\": %s, \"arc\": %s, \"joined\": %d}%n",
            w.getXStart(), w.getYStart(), w.getXEnd(), w.getYEnd(), w.getThickness(), w.getHeight(), w.getArcExtent(),
            (w.getWallAtStart() == null ? 0 : 1) + (w.getWallAtEnd() == null ? 0 : 1));
      for (Room r : home.getRooms())
        System.out.printf("{\"room\": \"%s\", \"area\": %s}%n", r.getName(), r.getArea());
      for (HomePieceOfFurniture p : home.getFurniture())
        System.out.printf("{\"%s\": [%s, %s], \"angle\": %s, \"size\": [%s, %s, %s], \"elevation\": %s, \"sashes\": %d}%n",
            p instanceof HomeDoorOrWindow ? "door" : "piece", p.getX(), p.getY(), p.getAngle(), p.getWidth(), p.getDepth(), p.getHeight(),
            p.getElevation(), p instanceof HomeDoorOrWindow ? ((HomeDoorOrWindow) p).getSashes().length : 0);
    }
  }
}
