#include "Rig.h"
