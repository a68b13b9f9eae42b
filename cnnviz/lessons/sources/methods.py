"""Papers, books and pages on how networks work, are trained and are looked into."""

from cnnviz.lessons.sources import Source

DUMOULIN_VISIN = Source(
    "Dumoulin, V. and Visin, F. (2016). A guide to convolution arithmetic for deep learning. "
    "arXiv:1603.07285.",
    "https://arxiv.org/abs/1603.07285",
)
CS231N = Source(
    "Karpathy, A., Johnson, J. and Li, F.-F. (2016). CS231n: Convolutional Neural Networks for Visual "
    "Recognition, course notes, Stanford University.",
    "https://cs231n.github.io/convolutional-networks/",
)
IMAGENET = Source(
    "Russakovsky, O. et al. (2015). ImageNet Large Scale Visual Recognition Challenge. International "
    "Journal of Computer Vision 115, 211-252.",
    "https://arxiv.org/abs/1409.0575",
)
NG_BOTTLENECK = Source(
    "Ng, A. Convolutional Neural Networks, week 2: Inception network motivation. DeepLearning.AI. "
    "The layer from 28 × 28 × 192 to 32 maps.",
    "https://www.coursera.org/learn/convolutional-neural-networks",
)
GOODFELLOW = Source(
    "Goodfellow, I., Bengio, Y. and Courville, A. (2016). Deep Learning. MIT Press. Chapter 9, equations 9.4 "
    "to 9.6: convolution, and the cross-correlation that libraries compute under that name.",
    "https://www.deeplearningbook.org/contents/convnets.html",
)
SOBEL = Source(
    "Sobel, I. (2014). An isotropic 3 × 3 image gradient operator: history and definition of the operator "
    "presented at the Stanford A.I. Project in 1968.",
    "https://www.researchgate.net/publication/239398674_An_Isotropic_3x3_Image_Gradient_Operator",
)
BT601 = Source(
    "International Telecommunication Union (2011). Recommendation ITU-R BT.601-7: Studio encoding parameters of "
    "digital television. The weights of red, green and blue in gray.",
    "https://www.itu.int/rec/R-REC-BT.601/",
)
DISTILL_FIELDS = Source(
    "Araujo, A., Norris, W. and Sim, J. (2019). Computing Receptive Fields of Convolutional Neural Networks. "
    "Distill; doi:10.23915/distill.00021. The recurrences, and the fields of AlexNet and VGG-16.",
    "https://distill.pub/2019/computing-receptive-fields/",
)
EFFECTIVE_FIELD = Source(
    "Luo, W., Li, Y., Urtasun, R. and Zemel, R. (2016). Understanding the Effective Receptive Field in Deep Convolutional "
    "Neural Networks. Advances in Neural Information Processing Systems 29; arXiv:1701.04128.",
    "https://arxiv.org/abs/1701.04128",
)
YU_KOLTUN = Source(
    "Yu, F. and Koltun, V. (2016). Multi-Scale Context Aggregation by Dilated Convolutions. International "
    "Conference on Learning Representations; arXiv:1511.07122. Figure 1.",
    "https://arxiv.org/abs/1511.07122",
)
GOODFELLOW_POOLING = Source(
    "Goodfellow, I., Bengio, Y. and Courville, A. (2016). Deep Learning, MIT Press. Section 9.3, Pooling, and "
    "figure 9.8, which shifts a row of features by one.",
    "https://www.deeplearningbook.org/contents/convnets.html",
)
SWITCHES = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 2.1, unpooling with switches.",
    "https://arxiv.org/abs/1311.2901",
)
SHIFT_INVARIANT = Source(
    "Zhang, R. (2019). Making Convolutional Networks Shift-Invariant Again. International Conference on Machine "
    "Learning; arXiv:1904.11486.",
    "https://arxiv.org/abs/1904.11486",
)
LECUN_1998 = Source(
    "LeCun, Y., Bottou, L., Bengio, Y. and Haffner, P. (1998). Gradient-based learning applied to document "
    "recognition. Proceedings of the IEEE 86, 2278-2324. Section II B, layer S2.",
    "http://yann.lecun.com/exdb/publis/pdf/lecun-98.pdf",
)
GLOROT_2011 = Source(
    "Glorot, X., Bordes, A. and Bengio, Y. (2011). Deep Sparse Rectifier Neural Networks. International "
    "Conference on Artificial Intelligence and Statistics.",
    "https://proceedings.mlr.press/v15/glorot11a.html",
)
MAAS_2013 = Source(
    "Maas, A. L., Hannun, A. Y. and Ng, A. Y. (2013). Rectifier Nonlinearities Improve Neural Network "
    "Acoustic Models. ICML Workshop on Deep Learning for Audio, Speech and Language Processing. The leaky ReLU.",
    "https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf",
)
BATCH_NORM = Source(
    "Ioffe, S. and Szegedy, C. (2015). Batch Normalization: Accelerating Deep Network Training by Reducing Internal "
    "Covariate Shift. International Conference on Machine Learning; arXiv:1502.03167. Algorithms 1 and 2.",
    "https://arxiv.org/abs/1502.03167",
)
TORCH_LRN = Source(
    "PyTorch documentation, torch.nn.LocalResponseNorm. Its formula has alpha / n.",
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html",
)
CNN_EXPLAINER = Source(
    "Wang, Z. J., Turko, R., Shaikh, O., Park, H., Das, N., Hohman, F., Kahng, M. and Chau, D. H. (2021). CNN Explainer: "
    "Learning Convolutional Neural Networks with Interactive Visualization. IEEE Transactions on Visualization and "
    "Computer Graphics 27(2), 1396-1406; arXiv:2004.15004. The view of a whole network on one screen, and the dive into "
    "it, there for a network of ten maps per layer.",
    "https://arxiv.org/abs/2004.15004",
)
YOSINSKI_2015 = Source(
    "Yosinski, J., Clune, J., Nguyen, A., Fuchs, T. and Lipson, H. (2015). Understanding Neural Networks Through Deep "
    "Visualization. ICML Deep Learning Workshop; arXiv:1506.06579. Section 2 and the Deep Visualization Toolbox: all maps "
    "of a layer on a picture of one's own.",
    "https://arxiv.org/abs/1506.06579",
)
ZEILER_FERGUS_EVOLUTION = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 4 and figure 4: evolution during training.",
    "https://arxiv.org/abs/1311.2901",
)
HE_2015 = Source(
    "He, K., Zhang, X., Ren, S. and Sun, J. (2015). Delving Deep into Rectifiers: Surpassing Human-Level Performance on "
    "ImageNet Classification. International Conference on Computer Vision; arXiv:1502.01852. The random start.",
    "https://arxiv.org/abs/1502.01852",
)
IMAGENETTE = Source(
    "Howard, J. (2019). Imagenette: ten classes of ImageNet. fast.ai.",
    "https://github.com/fastai/imagenette",
)
ZEILER_FERGUS_PAIR = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 4.1, figure 6 and table 2: AlexNet’s first layers.",
    "https://arxiv.org/abs/1311.2901",
)
SHANNON = Source(
    "Shannon, C. E. (1949). Communication in the Presence of Noise. Proceedings of the IRE 37(1), 10-21. Theorem 1: how "
    "densely a signal has to be sampled.",
    "https://doi.org/10.1109/JRPROC.1949.232969",
)
DECONVNET = Source(
    "Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. "
    "European Conference on Computer Vision; arXiv:1311.2901. Section 2.1: the deconvnet; figure 2: the nine strongest "
    "activations with their projections.",
    "https://arxiv.org/abs/1311.2901",
)
ZEILER_2011 = Source(
    "Zeiler, M. D., Taylor, G. W. and Fergus, R. (2011). Adaptive deconvolutional networks for mid and high level feature "
    "learning. International Conference on Computer Vision. Where unpooling with switches comes from.",
    "https://doi.org/10.1109/ICCV.2011.6126474",
)
GUIDED = Source(
    "Springenberg, J. T., Dosovitskiy, A., Brox, T. and Riedmiller, M. (2014). Striving for Simplicity: The All Convolutional "
    "Net. ICLR 2015 workshop; arXiv:1412.6806. Figure 1: the three ways through a ReLU.",
    "https://arxiv.org/abs/1412.6806",
)
SALIENCY_GRADIENT = Source(
    "Simonyan, K., Vedaldi, A. and Zisserman, A. (2013). Deep Inside Convolutional Networks: Visualising Image Classification "
    "Models and Saliency Maps. arXiv:1312.6034. Section 4: the deconvnet as a gradient with another ReLU.",
    "https://arxiv.org/abs/1312.6034",
)
SANITY_CHECKS = Source(
    "Adebayo, J., Gilmer, J., Muelly, M., Goodfellow, I., Hardt, M. and Kim, B. (2018). Sanity Checks for Saliency Maps. "
    "Advances in Neural Information Processing Systems 31; arXiv:1810.03292. Random weights as a test.",
    "https://arxiv.org/abs/1810.03292",
)
NIE_2018 = Source(
    "Nie, W., Zhang, Y. and Patel, A. (2018). A Theoretical Explanation for Perplexing Behaviors of Backpropagation-based "
    "Visualizations. International Conference on Machine Learning; arXiv:1805.07039. Why pictures look alike whatever the class.",
    "https://arxiv.org/abs/1805.07039",
)
GRAD_CAM = Source(
    "Selvaraju, R. R., Cogswell, M., Das, A., Vedantam, R., Parikh, D. and Batra, D. (2017). Grad-CAM: Visual Explanations "
    "from Deep Networks via Gradient-based Localization. ICCV; arXiv:1610.02391. Section 3.",
    "https://arxiv.org/abs/1610.02391",
)
INTEGRATED_GRADIENTS = Source(
    "Sundararajan, M., Taly, A. and Yan, Q. (2017). Axiomatic Attribution for Deep Networks. ICML; arXiv:1703.01365. "
    "Section 3.",
    "https://arxiv.org/abs/1703.01365",
)
CAPTUM = Source(
    "Kokhlikyan, N. et al. (2020). Captum: A unified and generic model interpretability library for PyTorch. "
    "arXiv:2009.07896. The library that computes Grad-CAM here.",
    "https://arxiv.org/abs/2009.07896",
)
ILSVRC = Source(
    "ImageNet Large Scale Visual Recognition Challenge, 2010 to 2017: the organisers' result pages, one for each year.",
    "https://image-net.org/challenges/LSVRC/",
)
CANZIANI = Source(
    "Canziani, A., Paszke, A. and Culurciello, E. (2016). An Analysis of Deep Neural Network Models for Practical "
    "Applications. arXiv:1605.07678. Figure 2: accuracy against operations, with parameters as bubbles.",
    "https://arxiv.org/abs/1605.07678",
)
TORCHVISION = Source(
    "torchvision, models and pre-trained weights: accuracy, operations and parameters of every set of weights.",
    "https://docs.pytorch.org/vision/stable/models.html",
)
