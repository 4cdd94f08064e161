"""The light of the picture: one shader for all surfaces, put into VTK's own at its marks.

It works in view coordinates with the vertical known: soft light from above and below, a warm key from the upper left of the camera, a
cool fill from the right, and a studio with two bright windows that smooth surfaces mirror. Colours come in linear (a square root away from
sRGB), are lit, rolled off so that nothing burns out, and go out as sRGB. Edge lines come from the border distances of the mesh and are
always about a pixel wide. All frames turn about the vertical only, so the vertical in view coordinates is `normalMatrix * z`.
What is the same all over an actor is worked out at the corners: on a software renderer every fragment counts.
"""

from __future__ import annotations

VERTEX_DECLARE = """//VTK::Normal::Dec
in vec4 borders;
out vec4 bordersVSOutput;
flat out vec3 upVC;
flat out vec3 keyVC;
flat out vec3 fillVC;
flat out vec3 windowVC;
flat out vec3 stripVC;
"""
VERTEX = """//VTK::Normal::Impl
  bordersVSOutput = borders;
  upVC = normalize(normalMatrix * vec3(0.0, 0.0, 1.0));
  vec3 ahead = vec3(0.0, 0.0, -1.0) + upVC * upVC.z;
  ahead = dot(ahead, ahead) < 0.0004 ? vec3(0.0, 1.0, 0.0) : normalize(ahead);
  vec3 right = cross(ahead, upVC);
  keyVC = normalize(-0.62 * right - 0.42 * ahead + 0.80 * upVC);
  fillVC = normalize(0.86 * right - 0.40 * ahead + 0.30 * upVC);
  windowVC = normalize(-0.80 * right - 0.46 * ahead + 0.36 * upVC);
  stripVC = normalize(0.88 * right - 0.34 * ahead + 0.16 * upVC);
"""

DECLARE = """//VTK::Normal::Dec
in vec4 bordersVSOutput;
flat in vec3 upVC;
flat in vec3 keyVC;
flat in vec3 fillVC;
flat in vec3 windowVC;
flat in vec3 stripVC;
"""

LIGHT = """
  {
    vec3 N = normalVCVSOutput;
    vec3 V = cameraParallel == 1 ? vec3(0.0, 0.0, 1.0) : normalize(-vertexVC.xyz);
    vec3 base = lookColor;
    float rough = lookSurface.x;
    float metal = lookSurface.y;
    //SURFACE
    vec3 E = mix(vec3(0.52, 0.465, 0.40), vec3(0.80, 0.785, 0.76), dot(N, upVC) * 0.5 + 0.5);
    E += vec3(0.51, 0.465, 0.40) * max(dot(N, keyVC), 0.0) + vec3(0.11, 0.108, 0.105) * max(dot(N, fillVC), 0.0);
    vec3 R = reflect(-V, N);
    float away = 1.0 - clamp(dot(N, V), 0.0, 1.0);
    float grazing = away * away;
    grazing *= grazing * away;
    vec3 F = mix(vec3(0.04), base, metal);
    F += (max(vec3(1.0 - rough), F) - F) * grazing;
    vec3 studio = mix(vec3(0.62, 0.56, 0.49), vec3(0.86, 0.87, 0.90), clamp(0.65 + 1.05 * dot(R, upVC), 0.0, 1.0));
    float window = clamp((dot(R, windowVC) - 0.82 + 0.5 * rough) / (0.04 + 0.6 * rough), 0.0, 1.0);
    float strip = clamp((dot(R, stripVC) - 0.93 + 0.4 * rough) / (0.03 + 0.5 * rough), 0.0, 1.0);
    studio += vec3(1.9, 1.8, 1.65) * (window * (1.0 - 0.65 * rough)) + vec3(0.5, 0.55, 0.62) * (strip * (1.0 - rough));
    vec3 lit = base * E * (1.0 - metal) + studio * F * (1.0 - 0.45 * rough * (1.0 - metal));
    vec4 pixels = bordersVSOutput / max(fwidth(bordersVSOutput), vec4(1e-6));
    float line = min(min(pixels.x, pixels.y), min(pixels.z, pixels.w));
    float ink = clamp(1.25 - line, 0.0, 1.0) * lookSurface.z;
    lit = mix(lit, lookTint.a > 0.0 ? lookTint.rgb : lit * 0.42, ink);
    lit = mix(lit, lookTint.rgb * (0.35 + 0.65 * E), lookTint.a);
    vec3 over = max(lit - 0.62, 0.0);
    lit = min(lit, 0.62) + over / (1.0 + over * 1.35);
    fragOutput0 = vec4(sqrt(clamp(lit, 0.0, 1.0)), opacity);
  }
"""

PLAIN = ""
TEXTURED = """
    vec4 grain = texture(actortexture, tcoordVCVSOutput * lookRepeat);
    base = mix(base, lookDark, grain.r) * (0.5 + grain.g);
    rough = clamp(rough * (0.5 + grain.b), 0.03, 1.0);
"""
SHADOW = """
  fragOutput0 = texture(actortexture, (tcoordVCVSOutput - shadeLow) * shadeScale);
"""
