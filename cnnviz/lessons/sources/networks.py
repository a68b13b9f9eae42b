"""Papers that introduce a network, and its data."""

from cnnviz.lessons.sources import Source

ALEXNET = Source(
    "Krizhevsky, A., Sutskever, I. and Hinton, G. E. (2012). ImageNet Classification with Deep "
    "Convolutional Neural Networks. Advances in Neural Information Processing Systems 25.",
    "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
)
ZEILER_FERGUS = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 4.2 and figure 7.",
    "https://arxiv.org/abs/1311.2901",
)
EFFICIENTNET = Source(
    "Tan, M. and Le, Q. V. (2019). EfficientNet: Rethinking Model Scaling for Convolutional Neural "
    "Networks. International Conference on Machine Learning; arXiv:1905.11946.",
    "https://arxiv.org/abs/1905.11946",
)
EFFICIENTNET_LITE = Source(
    "Liu, R. (2020). Higher accuracy on vision models with EfficientNet-Lite. TensorFlow Blog. The Lite "
    "variants leave out squeeze-and-excitation and use ReLU6.",
    "https://blog.tensorflow.org/2020/03/higher-accuracy-on-vision-models-with-efficientnet-lite.html",
)
GOOGLENET = Source(
    "Szegedy, C. et al. (2014). Going Deeper with Convolutions. Conference on Computer Vision and Pattern "
    "Recognition 2015; arXiv:1409.4842. Figure 2 and table 1.",
    "https://arxiv.org/abs/1409.4842",
)
NETWORK_IN_NETWORK = Source(
    "Lin, M., Chen, Q. and Yan, S. (2013). Network In Network. arXiv:1312.4400. The 1 × 1 convolution.",
    "https://arxiv.org/abs/1312.4400",
)
INCEPTION_V3 = Source(
    "Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J. and Wojna, Z. (2015). Rethinking the Inception "
    "Architecture for Computer Vision. arXiv:1512.00567. Section 3.2: n × 1 and 1 × n.",
    "https://arxiv.org/abs/1512.00567",
)
RESNET = Source(
    "He, K., Zhang, X., Ren, S. and Sun, J. (2015). Deep Residual Learning for Image Recognition. "
    "arXiv:1512.03385. Figure 5: the bottleneck block.",
    "https://arxiv.org/abs/1512.03385",
)
XCEPTION = Source(
    "Chollet, F. (2017). Xception: Deep Learning with Depthwise Separable Convolutions. arXiv:1610.02357.",
    "https://arxiv.org/abs/1610.02357",
)
MOBILENET = Source(
    "Howard, A. G. et al. (2017). MobileNets: Efficient Convolutional Neural Networks for Mobile Vision "
    "Applications. arXiv:1704.04861. Section 3.1 and table 3.",
    "https://arxiv.org/abs/1704.04861",
)
RESNEXT = Source(
    "Xie, S., Girshick, R., Dollár, P., Tu, Z. and He, K. (2017). Aggregated Residual Transformations for "
    "Deep Neural Networks. arXiv:1611.05431. Figure 3.",
    "https://arxiv.org/abs/1611.05431",
)
LENET = Source(
    "LeCun, Y., Bottou, L., Bengio, Y. and Haffner, P. (1998). Gradient-Based Learning Applied to Document "
    "Recognition. Proceedings of the IEEE 86(11), 2278-2324.",
    "https://doi.org/10.1109/5.726791",
)
VGG = Source(
    "Simonyan, K. and Zisserman, A. (2014). Very Deep Convolutional Networks for Large-Scale Image Recognition. "
    "International Conference on Learning Representations 2015; arXiv:1409.1556. Section 2.3: three 3 × 3 for one 7 × 7.",
    "https://arxiv.org/abs/1409.1556",
)
LECUN_1989 = Source(
    "LeCun, Y. (1989). Generalization and Network Design Strategies. Technical report CRG-TR-89-4, University of "
    "Toronto. Local connections and shared weights, compared on small networks.",
    "http://yann.lecun.com/exdb/publis/pdf/lecun-89.pdf",
)
DENSENET = Source(
    "Huang, G., Liu, Z., van der Maaten, L. and Weinberger, K. Q. (2017). Densely Connected Convolutional Networks. "
    "Conference on Computer Vision and Pattern Recognition; arXiv:1608.06993. Table 1.",
    "https://arxiv.org/abs/1608.06993",
)
SQUEEZENET = Source(
    "Iandola, F. N. et al. (2016). SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and < 0.5 MB model size. "
    "arXiv:1602.07360.",
    "https://arxiv.org/abs/1602.07360",
)
MOBILENET_V2 = Source(
    "Sandler, M., Howard, A., Zhu, M., Zhmoginov, A. and Chen, L.-C. (2018). MobileNetV2: Inverted Residuals and Linear "
    "Bottlenecks. arXiv:1801.04381.",
    "https://arxiv.org/abs/1801.04381",
)
DEEPFACE = Source(
    "Taigman, Y., Yang, M., Ranzato, M. and Wolf, L. (2014). DeepFace: Closing the Gap to Human-Level Performance in Face "
    "Verification. Conference on Computer Vision and Pattern Recognition.",
    "https://doi.org/10.1109/CVPR.2014.220",
)
OVERFEAT = Source(
    "Sermanet, P., Eigen, D., Zhang, X., Mathieu, M., Fergus, R. and LeCun, Y. (2014). OverFeat: Integrated Recognition, "
    "Localization and Detection using Convolutional Networks. arXiv:1312.6229.",
    "https://arxiv.org/abs/1312.6229",
)
SPP = Source(
    "He, K., Zhang, X., Ren, S. and Sun, J. (2014). Spatial Pyramid Pooling in Deep Convolutional Networks for Visual "
    "Recognition. arXiv:1406.4729.",
    "https://arxiv.org/abs/1406.4729",
)
INCEPTION_V4 = Source(
    "Szegedy, C., Ioffe, S., Vanhoucke, V. and Alemi, A. (2016). Inception-v4, Inception-ResNet and the Impact of Residual "
    "Connections on Learning. arXiv:1602.07261.",
    "https://arxiv.org/abs/1602.07261",
)
SENET = Source(
    "Hu, J., Shen, L. and Sun, G. (2018). Squeeze-and-Excitation Networks. Conference on Computer Vision and Pattern "
    "Recognition; arXiv:1709.01507.",
    "https://arxiv.org/abs/1709.01507",
)
