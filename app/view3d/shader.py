"""The light of the picture: one fragment shader for all surfaces, put into VTK's own at its marks.

It works in view coordinates with the vertical known: soft light from above and below, a warm key from the upper left of the camera, a
cool fill from the right, and a studio of two bright windows that smooth surfaces mirror. Colours are made linear, lit, rolled off so that
nothing burns out, and made sRGB again. Edge lines come from the border distances of the mesh, always about a pixel wide.
All frames turn about the vertical only, so the vertical in view coordinates is `normalMatrix * z` for every actor.
"""

from __future__ import annotations

DECLARE = """//VTK::Normal::Dec
in vec4 bordersVSOutput;
vec3 studio(vec3 dir, vec3 up, vec3 right, vec3 ahead, float rough)
{
  float rise = dot(dir, up);
  vec3 light = mix(vec3(0.62, 0.56, 0.49), vec3(0.86, 0.87, 0.90), smoothstep(-0.6, 0.35, rise));
  light += vec3(0.30, 0.29, 0.27) * smoothstep(0.35, 0.95, rise);
  float soft = 0.06 + 0.55 * rough;
  float a = atan(dot(dir, right), -dot(dir, ahead));
  float window = smoothstep(-1.75 - soft, -1.25 + soft * 0.2, a) * (1.0 - smoothstep(-0.75 - soft * 0.2, -0.45 + soft, a));
  window *= smoothstep(-0.05 - soft, 0.12, rise) * (1.0 - smoothstep(0.62, 0.72 + soft, rise));
  float strip = smoothstep(0.95 - soft, 1.1, a) * (1.0 - smoothstep(1.35, 1.5 + soft, a)) * smoothstep(-0.2, 0.3, rise);
  return light + vec3(1.9, 1.8, 1.65) * window * (1.0 - 0.6 * rough) + vec3(0.5, 0.55, 0.62) * strip * (1.0 - rough);
}
"""

LIGHT = """
  vec3 lit;
  {
    vec3 N = normalVCVSOutput;
    vec3 V = cameraParallel == 1 ? vec3(0.0, 0.0, 1.0) : normalize(-vertexVC.xyz);
    vec3 U = normalize(normalMatrix * vec3(0.0, 0.0, 1.0));
    vec3 ahead = vec3(0.0, 0.0, -1.0) + U * U.z;
    ahead = length(ahead) < 0.02 ? vec3(0.0, 1.0, 0.0) : normalize(ahead);
    vec3 right = cross(ahead, U);
    vec3 base = pow(lookColor, vec3(2.2));
    float rough = lookSurface.x;
    float metal = lookSurface.y;
    //SURFACE
    float up = dot(N, U);
    vec3 E = mix(vec3(0.47, 0.425, 0.375), vec3(0.80, 0.80, 0.80), up * 0.5 + 0.5);
    vec3 key = normalize(-0.62 * right - 0.42 * ahead + 0.80 * U);
    vec3 fill = normalize(0.86 * right - 0.40 * ahead + 0.30 * U);
    E += vec3(0.50, 0.465, 0.41) * max(dot(N, key), 0.0) + vec3(0.10, 0.11, 0.125) * max(dot(N, fill), 0.0);
    vec3 R = reflect(-V, N);
    float facing = clamp(dot(N, V), 0.0, 1.0);
    vec3 F0 = mix(vec3(0.04), base, metal);
    float grazing = pow(1.0 - facing, 5.0);
    vec3 F = F0 + (max(vec3(1.0 - rough), F0) - F0) * grazing;
    vec3 mirror = studio(R, U, right, ahead, rough) * F * mix(1.0, 0.55, rough * (1.0 - metal));
    lit = base * E * (1.0 - metal) + mirror;
    if (lookSurface.z > 0.0)
    {
      vec4 pixels = bordersVSOutput / max(fwidth(bordersVSOutput), vec4(1e-6));
      float line = min(min(pixels.x, pixels.y), min(pixels.z, pixels.w));
      float ink = (1.0 - smoothstep(0.25, 1.25, line)) * lookSurface.z;
      lit = mix(lit, lookTint.a > 0.0 ? pow(lookTint.rgb, vec3(2.2)) : lit * 0.42, ink);
    }
    lit = mix(lit, pow(lookTint.rgb, vec3(2.2)) * (0.35 + 0.65 * E), lookTint.a);
    lit = mix(lit, 0.68 + 0.32 * tanh((lit - 0.68) / 0.32), step(0.68, lit));
    lit = pow(clamp(lit, 0.0, 1.0), vec3(1.0 / 2.2));
  }
  fragOutput0 = vec4(lit, opacity);
"""

PLAIN = ""
TEXTURED = """
    vec4 grain = texture(actortexture, tcoordVCVSOutput * lookRepeat);
    base = mix(base, pow(lookDark, vec3(2.2)), grain.r) * (0.5 + grain.g);
    rough = clamp(rough * (0.5 + grain.b), 0.03, 1.0);
"""
SHADOW = """
  fragOutput0 = texture(actortexture, (tcoordVCVSOutput - shadeLow) * shadeScale);
"""
